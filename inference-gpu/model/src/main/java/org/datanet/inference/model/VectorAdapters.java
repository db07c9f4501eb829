package org.datanet.inference.model;

/// The products of one projection with the low-rank adapters of a step's tokens, y += B (A x),
/// straight from the memory of an [AdapterSlab].
record VectorAdapters(
    AdapterSlab slab, StepTokens tokens, int layer, int projection, Projection of) {

  /// u = A x for a share of the rows of all tokens' matrices A.
  void first(Panel x, Panel u, Share share) {
    int units = Math.ceilDiv(slab.rank(), 4);
    int to = share.to(tokens.count() * units);
    for (int i = share.from(tokens.count() * units); i < to; i++) {
      int t = i / units;
      int row = i % units * 4;
      matrixA(t).four(row, x.values(), x.at(t), u.values(), u.at(t) + row);
    }
  }

  /// y += B u for the rows `from … to-1` of all tokens.
  void second(Panel u, Panel y, int from, int to) {
    for (int t = 0; t < tokens.count(); t++) {
      matrixB(t).addTransposed(from, to, u.values(), u.at(t), y.values(), y.at(t));
    }
  }

  private FloatMatrix matrixA(int token) {
    var memory = slab.matrixA(tokens.slabRow()[token], layer, projection);
    return new FloatMatrix(memory, 0, slab.rank(), of.in());
  }

  private FloatMatrix matrixB(int token) {
    var memory = slab.matrixB(tokens.slabRow()[token], layer, projection);
    return new FloatMatrix(memory, 0, slab.rank(), of.out());
  }
}
