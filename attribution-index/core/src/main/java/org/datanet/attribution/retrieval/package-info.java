/// Passages of a dataset version that fit a question: a Lucene index (BM25) over the same words as
/// the suffix array.
@NullMarked
package org.datanet.attribution.retrieval;

import org.jspecify.annotations.NullMarked;
