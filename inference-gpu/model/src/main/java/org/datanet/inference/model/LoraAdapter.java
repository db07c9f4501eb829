package org.datanet.inference.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /// Checks that every tensor has its place in the base model and the rank is at most `most`.
  ///
  /// @throws IllegalArgumentException naming what does not fit
  void requireFits(LlamaConfig config, int most) {
    if (rank > most) {
      throw new IllegalArgumentException(
          "adapter rank " + rank + " is above the slab's rank " + most);
    }
    Set<String> foreign = new HashSet<>(tensors.keySet());
    for (int layer = 0; layer < config.layers(); layer++) {
      for (Projection p : config.projections()) {
        requireWidth(foreign, p.peftName(layer, 'A'), p.in());
        requireWidth(foreign, p.peftName(layer, 'B'), p.out());
      }
    }
    if (!foreign.isEmpty()) {
      throw new IllegalArgumentException(
          "the adapter is for another base model: it has %s, this one has %d layers of %s"
              .formatted(
                  foreign.stream().min(String::compareTo).get(),
                  config.layers(),
                  LoraShape.ALL_TARGETS));
    }
  }

  private void requireWidth(Set<String> foreign, String name, int width) {
    float[] values = tensors.get(name);
    if (values != null && values.length != rank * width) {
      throw new IllegalArgumentException(
          "the adapter is for another base model: %s is for width %d, this one has %d"
              .formatted(name, values.length / rank, width));
    }
    foreign.remove(name);
  }
}
