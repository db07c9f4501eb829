package org.datanet.inference.model;

import java.lang.foreign.Arena;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The decoder in Java: one step over the same cache and adapter memory as the script, for steps
/// with few tokens. There the script's thousand dispatches a token and its reading of weights as
/// bfloat16 cost more than the arithmetic; here a token reads every weight once, as it is stored,
/// with this machine's vectors. One thread at a time.
final class VectorDecoder implements AutoCloseable {

  /// Tokens of a step up to which this decoder is faster than the script, measured at 135M.
  static final int MOST_TOKENS = 16;

  private final LlamaConfig config;
  private final Arena arena = Arena.ofShared();
  private final VectorWeights weights;
  private final VectorAttention[] attention;
  private final Crew crew;
  private VectorPanels panels;
  private int rows = 1;
  private int rank = 1;

  private VectorDecoder(
      Map<String, TensorView> files, LlamaConfig config, boolean whole, int threads) {
    this.config = config;
    this.weights = VectorWeights.of(files, config, whole, arena);
    this.attention = new VectorAttention[threads];
    for (int i = 0; i < threads; i++) {
      attention[i] = new VectorAttention(config);
    }
    this.crew = new Crew(threads);
    this.panels = VectorPanels.of(config, 1, 1, 1);
  }

  /// Whether this process can run it: the vector module is an incubator and must be added by
  /// `--add-modules jdk.incubator.vector`.
  static boolean isAvailable() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /// @param files the model's weights; with `whole` they must live as long as the decoder
  /// @param whole 32-bit floats instead of 8-bit integers
  /// @param threads of one step, >= 1
  static VectorDecoder open(
      Map<String, TensorView> files, LlamaConfig config, boolean whole, int threads) {
    return new VectorDecoder(files, config, whole, threads);
  }

  /// Runs the new tokens of every row, writing the cache; see [LlamaEngine#step].
  float[][] step(StepBatch batch, KvCache cache, @Nullable AdapterSlab slab) {
    return step(StepTokens.of(batch, config, cache.slots()), cache, slab);
  }

  /// Like [#step], with logits after every new token, row by row.
  float[][] stepAll(StepBatch batch, KvCache cache, @Nullable AdapterSlab slab) {
    return step(StepTokens.of(batch, config, cache.slots()).withAllLogits(), cache, slab);
  }

  private float[][] step(StepTokens tokens, KvCache cache, @Nullable AdapterSlab slab) {
    reserve(tokens.count(), tokens.last().length, slab == null ? 1 : slab.rank());
    VectorStep step = new VectorStep(this, tokens, cache, slab);
    crew.run(step);
    float[][] logits = new float[tokens.last().length][config.vocab()];
    for (int row = 0; row < logits.length; row++) {
      System.arraycopy(
          panels.logits().values(), panels.logits().at(row), logits[row], 0, config.vocab());
    }
    return logits;
  }

  private void reserve(int tokens, int rowsNow, int rankNow) {
    if (tokens > panels.tokens() || rowsNow > rows || rankNow > rank) {
      rows = Math.max(rows, rowsNow);
      rank = Math.max(rank, rankNow);
      panels = VectorPanels.of(config, Math.max(tokens, panels.tokens()), rows, rank);
    }
  }

  LlamaConfig config() {
    return config;
  }

  VectorWeights weights() {
    return weights;
  }

  VectorAttention attention(int part) {
    return attention[part];
  }

  VectorPanels panels() {
    return panels;
  }

  Crew crew() {
    return crew;
  }

  @Override
  public void close() {
    crew.close();
    arena.close();
  }
}
