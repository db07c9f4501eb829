package org.datanet.inference.model;

import java.util.ArrayList;
import java.util.List;

/// The base weights in the order the script expects them, with their Hugging Face names: embedding,
/// final norm, then each layer, then the output matrix where it is not tied. A layer is two norms,
/// seven matrices, the biases of those that have one, and the norms of queries and keys where the
/// family has them.
final class WeightLayout {

  private static final int BEFORE_LAYERS = 2;
  private static final int FIRST_MATRIX = 2;
  private static final int FIRST_BIAS = FIRST_MATRIX + 7;

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
    long[] table = {config.vocab(), config.hidden()};
    weights.add(new Weight("model.embed_tokens.weight", table));
    weights.add(new Weight("model.norm.weight", new long[] {config.hidden()}));
    for (int layer = 0; layer < config.layers(); layer++) {
      addLayer(weights, "model.layers." + layer + ".", config);
    }
    if (!config.tiedEmbeddings()) {
      weights.add(new Weight("lm_head.weight", table));
    }
    return weights;
  }

  private static void addLayer(List<Weight> weights, String prefix, LlamaConfig config) {
    long[] norm = {config.hidden()};
    weights.add(new Weight(prefix + "input_layernorm.weight", norm));
    weights.add(new Weight(prefix + "post_attention_layernorm.weight", norm));
    for (Projection p : config.projections()) {
      weights.add(new Weight(prefix + p.module() + ".weight", new long[] {p.out(), p.in()}));
    }
    for (Projection p : config.projections()) {
      if (p.biased()) {
        weights.add(new Weight(prefix + p.module() + ".bias", new long[] {p.out()}));
      }
    }
    if (config.attention().headNorm()) {
      long[] head = {config.headDim()};
      weights.add(new Weight(prefix + "self_attn.q_norm.weight", head));
      weights.add(new Weight(prefix + "self_attn.k_norm.weight", head));
    }
  }

  /// Number of tensors of one layer.
  static int perLayer(LlamaConfig config) {
    return headNorm(config) + (config.attention().headNorm() ? 2 : 0);
  }

  /// Place of a projection's matrix within its layer.
  static int matrix(int projection) {
    return FIRST_MATRIX + projection;
  }

  /// Place of a projection's bias within its layer.
  static int bias(LlamaConfig config, int projection) {
    return FIRST_BIAS + biases(config, projection);
  }

  /// Place of the query norm within its layer; the key norm follows.
  static int headNorm(LlamaConfig config) {
    return FIRST_BIAS + biases(config, config.projections().size());
  }

  private static int biases(LlamaConfig config, int before) {
    return (int) config.projections().stream().limit(before).filter(Projection::biased).count();
  }

  /// Index of the output matrix in the list.
  static int headIndex(LlamaConfig config) {
    return config.tiedEmbeddings() ? 0 : BEFORE_LAYERS + perLayer(config) * config.layers();
  }
}
