/// Training of a whole small base model with its own tokenizer, from plain text files.
///
/// Files written: `tokenizer.json` and `tokenizer_config.json` (byte-level BPE, Hugging Face
/// tokenizers), `config.json`, `model.safetensors` (bfloat16) and `recipe.json` (shape, schedule,
/// seed, SHA-256 of every text, loss curve).
@NullMarked
package org.datanet.training.base;

import org.jspecify.annotations.NullMarked;
