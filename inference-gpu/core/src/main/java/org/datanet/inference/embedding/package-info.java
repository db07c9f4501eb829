/// Embeddings of texts by a small encoder that is shipped with the application: all-MiniLM-L6-v2
/// (Reimers & Gurevych 2019, Sentence-BERT; Apache License 2.0), quantised to 8 bits, run by ONNX
/// Runtime. It is independent of the base model and its adapters, and nothing of a Datanet is in
/// it.
@NullMarked
package org.datanet.inference.embedding;

import org.jspecify.annotations.NullMarked;
