package org.datanet.inference.model;

/// Working memory of a step in Java, by what it holds for each token.
///
/// @param x residual stream
/// @param h its normed form, later a block's output
/// @param q queries
/// @param k keys
/// @param v values
/// @param a output of the attention
/// @param gate first half of SwiGLU
/// @param up second half of SwiGLU
/// @param angles cosines and sines of the position
/// @param low two turns of adapter products A x
/// @param logits of the rows' last tokens
record VectorPanels(
    int tokens,
    Panel x,
    Panel h,
    Panel q,
    Panel k,
    Panel v,
    Panel a,
    Panel gate,
    Panel up,
    Panel angles,
    Panel[] low,
    Panel logits) {

  static VectorPanels of(LlamaConfig config, int tokens, int rows, int rank) {
    int queries = config.heads() * config.headDim();
    int keys = config.kvHeads() * config.headDim();
    return new VectorPanels(
        tokens,
        Panel.of(tokens, config.hidden()),
        Panel.of(tokens, config.hidden()),
        Panel.of(tokens, queries),
        Panel.of(tokens, keys),
        Panel.of(tokens, keys),
        Panel.of(tokens, queries),
        Panel.of(tokens, config.intermediate()),
        Panel.of(tokens, config.intermediate()),
        Panel.of(tokens, config.headDim()),
        new Panel[] {Panel.of(tokens, rank), Panel.of(tokens, rank)},
        Panel.of(rows, config.vocab()));
  }
}
