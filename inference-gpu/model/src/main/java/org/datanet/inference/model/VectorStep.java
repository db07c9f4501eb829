package org.datanet.inference.model;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One step of a [VectorDecoder]: what every part of its crew does, meeting wherever a part needs
/// what the others have written.
final class VectorStep implements IntConsumer {

  private static final int Q = 0;
  private static final int K = 1;
  private static final int V = 2;
  private static final int O = 3;
  private static final int GATE = 4;
  private static final int UP = 5;
  private static final int DOWN = 6;

  private final VectorDecoder decoder;
  private final LlamaConfig config;
  private final Crew crew;
  private final VectorPanels panels;
  private final StepTokens tokens;
  private final KvCache cache;
  private final @Nullable AdapterSlab slab;

  VectorStep(VectorDecoder decoder, StepTokens tokens, KvCache cache, @Nullable AdapterSlab slab) {
    this.decoder = decoder;
    this.config = decoder.config();
    this.crew = decoder.crew();
    this.panels = decoder.panels();
    this.tokens = tokens;
    this.cache = cache;
    this.slab = slab;
  }

  @Override
  public void accept(int part) {
    Share share = new Share(part, crew.size());
    embed(share);
    for (int layer = 0; layer < config.layers(); layer++) {
      attention(layer, share);
      mlp(layer, share);
    }
    logits(share);
  }

  private void embed(Share share) {
    Panel angles = panels.angles();
    for (int t = share.from(tokens.count()); t < share.to(tokens.count()); t++) {
      decoder.weights().embedding().row(tokens.ids()[t], panels.x().values(), panels.x().at(t));
      decoder.attention(share.part()).angles(tokens.positions()[t], angles.values(), angles.at(t));
    }
  }

  private void attention(int layer, Share share) {
    VectorWeights.Layer weights = decoder.weights().layers().get(layer);
    norm(weights.attentionNorm(), share);
    project(layer, Q, panels.h(), panels.q(), share);
    project(layer, K, panels.h(), panels.k(), share);
    project(layer, V, panels.h(), panels.v(), share);
    crew.meet();
    KvView keys = view(cache.keyMemory(layer));
    KvView values = view(cache.valueMemory(layer));
    place(weights, keys, values, share);
    crew.meet();
    attend(layer, keys, values, share);
    crew.meet();
    project(layer, O, panels.a(), panels.h(), share);
    residual(layer, O, share);
  }

  private KvView view(java.lang.foreign.MemorySegment memory) {
    return new KvView(memory, cache.half(), config.kvHeads(), config.headDim());
  }

  private void mlp(int layer, Share share) {
    norm(decoder.weights().layers().get(layer).mlpNorm(), share);
    project(layer, GATE, panels.h(), panels.gate(), share);
    project(layer, UP, panels.h(), panels.up(), share);
    Matrix gate = matrix(layer, GATE);
    int from = from(gate, share);
    for (int t = 0; t < tokens.count(); t++) {
      Lanes.swiglu(
          panels.gate().values(),
          panels.up().values(),
          panels.gate().at(t) + from,
          to(gate, share) - from);
    }
    crew.meet();
    project(layer, DOWN, panels.gate(), panels.h(), share);
    residual(layer, DOWN, share);
  }

  /// h = the norm of x, when all of x is there.
  private void norm(float[] weight, Share share) {
    crew.meet();
    Panel x = panels.x();
    for (int t = share.from(tokens.count()); t < share.to(tokens.count()); t++) {
      Lanes.rmsNorm(x.values(), x.at(t), panels.h().values(), x.at(t), weight, config.rmsNormEps());
    }
    crew.meet();
  }

  /// y = W x + B A x + bias, for this part's rows.
  private void project(int layer, int projection, Panel x, Panel y, Share share) {
    Matrix matrix = matrix(layer, projection);
    int from = from(matrix, share);
    int to = to(matrix, share);
    matrix.multiply(x, y, tokens.count(), share.from(matrix.units()), share.to(matrix.units()));
    if (slab != null) {
      Projection p = config.projections().get(projection);
      VectorAdapters adapters = new VectorAdapters(slab, tokens, layer, projection, p);
      Panel low = panels.low()[projection % 2];
      adapters.first(x, low, share);
      crew.meet();
      adapters.second(low, y, from, to);
    }
    float[] bias = decoder.weights().layers().get(layer).biases().get(projection);
    for (int t = 0; bias.length > 0 && t < tokens.count(); t++) {
      Lanes.add(y.values(), y.at(t) + from, bias, from, to - from);
    }
  }

  private Matrix matrix(int layer, int projection) {
    return decoder.weights().layers().get(layer).matrices().get(projection);
  }

  private static int from(Matrix matrix, Share share) {
    return Math.min(matrix.out(), share.from(matrix.units()) * matrix.unit());
  }

  private static int to(Matrix matrix, Share share) {
    return Math.min(matrix.out(), share.to(matrix.units()) * matrix.unit());
  }

  /// x += h, for the rows that this part projected.
  private void residual(int layer, int projection, Share share) {
    Matrix matrix = matrix(layer, projection);
    int from = from(matrix, share);
    for (int t = 0; t < tokens.count(); t++) {
      int at = panels.x().at(t) + from;
      Lanes.add(panels.x().values(), at, panels.h().values(), at, to(matrix, share) - from);
    }
  }

  /// Queries and keys to their positions, keys and values into the cache; split by tokens.
  private void place(VectorWeights.Layer weights, KvView keys, KvView values, Share share) {
    VectorAttention attention = decoder.attention(share.part());
    int width = config.headDim();
    for (int t = share.from(tokens.count()); t < share.to(tokens.count()); t++) {
      float[] angles = panels.angles().values();
      int anglesAt = panels.angles().at(t);
      for (int head = 0; head < config.heads(); head++) {
        int at = panels.q().at(t) + head * width;
        attention.place(panels.q().values(), at, weights.queryNorm(), angles, anglesAt);
      }
      for (int head = 0; head < config.kvHeads(); head++) {
        int at = panels.k().at(t) + head * width;
        attention.place(panels.k().values(), at, weights.keyNorm(), angles, anglesAt);
      }
      keys.write(tokens.write()[t], panels.k().values(), panels.k().at(t));
      values.write(tokens.write()[t], panels.v().values(), panels.v().at(t));
    }
  }

  /// Split by heads of tokens; the heads of a group that fall to one part are read together.
  private void attend(int layer, KvView keys, KvView values, Share share) {
    int heads = config.heads();
    int group = config.attention().group();
    int end = share.to(tokens.count() * heads);
    int unit = share.from(tokens.count() * heads);
    while (unit < end) {
      int t = unit / heads;
      int first = unit % heads;
      int count = Math.min(end - unit, group - first % group);
      decoder
          .attention(share.part())
          .attend(
              keys,
              values,
              new VectorAttention.Heads(
                  panels.q().values(), panels.a().values(), panels.q().at(t), first, first + count),
              tokens.read()[t],
              firstSeen(layer, tokens.positions()[t]),
              tokens.positions()[t] + 1);
      unit += count;
    }
  }

  private int firstSeen(int layer, int position) {
    Attention attention = config.attention();
    return attention.isWindowed(layer) ? Math.max(0, position + 1 - attention.window()) : 0;
  }

  private void logits(Share share) {
    crew.meet();
    Panel x = panels.x();
    int rows = tokens.last().length;
    for (int row = share.from(rows); row < share.to(rows); row++) {
      Lanes.rmsNorm(
          x.values(),
          x.at(tokens.last()[row]),
          panels.h().values(),
          panels.h().at(row),
          decoder.weights().norm(),
          config.rmsNormEps());
    }
    crew.meet();
    Matrix head = decoder.weights().head();
    head.multiply(
        panels.h(), panels.logits(), rows, share.from(head.units()), share.to(head.units()));
  }
}
