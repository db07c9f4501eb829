package org.datanet.inference.model;

/// The products with low-rank adapters, y += B (A x), straight from the rows of an [AdapterSlab].
/// Each token has its own adapter.
final class VectorAdapters {

  private final LlamaConfig config;
  private final long[] before;

  VectorAdapters(LlamaConfig config) {
    this.config = config;
    int kinds = config.projections().size();
    before = new long[config.layers() * kinds];
    for (int i = 1; i < before.length; i++) {
      Projection p = config.projections().get((i - 1) % kinds);
      before[i] = before[i - 1] + p.in() + p.out();
    }
  }

  private Projection projection(int index) {
    return config.projections().get(index % config.projections().size());
  }

  /// u = A x for a share of all rows of all tokens' matrices A.
  ///
  /// @param index layer * 7 + projection
  void first(AdapterSlab slab, StepTokens tokens, int index, Panel x, Panel u, Share share) {
    int units = Math.ceilDiv(slab.rank(), 4);
    int in = projection(index).in();
    int to = share.to(tokens.count() * units);
    for (int i = share.from(tokens.count() * units); i < to; i++) {
      int t = i / units;
      int row = i % units * 4;
      FloatMatrix a =
          new FloatMatrix(
              slab.row(tokens.slabRow()[t]), 4 * before[index] * slab.rank(), slab.rank(), in);
      a.four(row, x.values(), x.at(t), u.values(), u.at(t) + row);
    }
  }

  /// y += B u for the rows `from … to-1` of all tokens.
  void second(AdapterSlab slab, StepTokens tokens, int index, Panel u, Panel y, int from, int to) {
    Projection p = projection(index);
    long at = 4 * (before[index] + p.in()) * slab.rank();
    for (int t = 0; t < tokens.count(); t++) {
      FloatMatrix b = new FloatMatrix(slab.row(tokens.slabRow()[t]), at, p.out(), slab.rank());
      b.addTo(from, to, u.values(), u.at(t), y.values(), y.at(t));
    }
  }
}
