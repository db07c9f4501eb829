package org.datanet.inference.model;

import java.util.List;
import java.util.Map;

/// A low-rank adapter (LoRA, arXiv:2106.09685): each targeted matrix W acts as `W + scaling B A`.
///
/// @param rank r, 1…1024
/// @param alpha `lora_alpha`
/// @param rslora whether the scaling is alpha / sqrt(r) (arXiv:2312.03732) instead of alpha / r
/// @param targets names of the adapted matrices, e.g. `q_proj`
/// @param tensors PEFT names to values, row by row: lora_A `[r, in]`, lora_B `[out, r]`
/// @param baseModel name of the model it was trained on
public record LoraAdapter(
    int rank,
    double alpha,
    boolean rslora,
    List<String> targets,
    Map<String, float[]> tensors,
    String baseModel) {

  public LoraAdapter {
    if (rank < 1 || rank > 1024) {
      throw new IllegalArgumentException("adapter rank must be 1 to 1024, is " + rank);
    }
    targets = List.copyOf(targets);
    tensors = Map.copyOf(tensors);
  }

  /// The factor before `B A`.
  public double scaling() {
    return rslora ? alpha / Math.sqrt(rank) : alpha / rank;
  }
}
