package org.datanet.inference.model;

import java.util.ArrayList;
import java.util.List;

/// The base weights in the order the script expects them, with their Hugging Face names: embedding,
/// final norm, then nine per layer, then the output matrix where it is not tied.
final class WeightLayout {

  /// One weight tensor.
  record Weight(String name, long[] shape) {

    int size() {
      long size = 1;
      for (long side : shape) {
        size *= side;
      }
      return Math.toIntExact(size);
    }

    boolean isMatrix() {
      return shape.length == 2;
    }
  }

  private WeightLayout() {}

  static List<Weight> of(LlamaConfig config) {
    List<Weight> weights = new ArrayList<>();
    long[] norm = {config.hidden()};
    long[] table = {config.vocab(), config.hidden()};
    weights.add(new Weight("model.embed_tokens.weight", table));
    weights.add(new Weight("model.norm.weight", norm));
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = "model.layers." + layer + ".";
      weights.add(new Weight(prefix + "input_layernorm.weight", norm));
      weights.add(new Weight(prefix + "post_attention_layernorm.weight", norm));
      for (Projection p : config.projections()) {
        weights.add(new Weight(prefix + p.module() + ".weight", new long[] {p.out(), p.in()}));
      }
    }
    if (!config.tiedEmbeddings()) {
      weights.add(new Weight("lm_head.weight", table));
    }
    return weights;
  }

  /// Index of the output matrix in the list.
  static int headIndex(LlamaConfig config) {
    return config.tiedEmbeddings() ? 0 : 2 + 9 * config.layers();
  }
}
