package org.datanet.inference.model;

import java.util.List;

/// What a low-rank adapter looks like, without its values.
///
/// @param rank r, 1…1024
/// @param alpha `lora_alpha`, > 0
/// @param rslora whether the factor is alpha / sqrt(r) (arXiv:2312.03732) instead of alpha / r
/// @param targets adapted matrices of every layer, some of [#ALL_TARGETS]
public record LoraShape(int rank, double alpha, boolean rslora, List<String> targets) {

  /// The seven matrices of a layer, in the order of a flat row.
  public static final List<String> ALL_TARGETS =
      List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

  public LoraShape {
    targets = ALL_TARGETS.stream().filter(List.copyOf(targets)::contains).toList();
    if (rank < 1 || rank > 1024 || !(alpha > 0) || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "an adapter needs rank 1 to 1024, alpha above 0 and some of "
              + ALL_TARGETS
              + ": "
              + rank
              + ", "
              + alpha
              + ", "
              + targets);
    }
  }

  /// All seven matrices, plain scaling.
  public static LoraShape of(int rank, double alpha) {
    return new LoraShape(rank, alpha, false, ALL_TARGETS);
  }

  static LoraShape of(LoraAdapter adapter) {
    return new LoraShape(adapter.rank(), adapter.alpha(), adapter.rslora(), adapter.targets());
  }

  /// The factor before `B A`.
  public double scaling() {
    return rslora ? alpha / Math.sqrt(rank) : alpha / rank;
  }

  /// One float per matrix of a layer: 1 where it is adapted.
  float[] chosen() {
    float[] chosen = new float[ALL_TARGETS.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = targets.contains(ALL_TARGETS.get(i)) ? 1 : 0;
    }
    return chosen;
  }
}
