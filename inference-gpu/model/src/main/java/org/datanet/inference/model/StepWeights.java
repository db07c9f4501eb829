package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/// The base weights in the form and order that `step` takes them: embedding, final norm, output
/// matrix, then each layer: two norms, four matrices (q/k/v are one, gate/up are one), the biases
/// of those that have one, and the norms of queries and keys where the family has them.
final class StepWeights {

  /// Which projections share one matrix, one above the other.
  static final List<int[]> GROUPS =
      List.of(new int[] {0, 1, 2}, new int[] {3}, new int[] {4, 5}, new int[] {6});

  private static final int FIRST_MATRIX = 2;
  private static final int FIRST_BIAS = FIRST_MATRIX + GROUPS.size();

  private final LlamaConfig config;
  private final Map<String, WeightLayout.Weight> layout = new HashMap<>();
  private final Decoder decoder;
  private final boolean half;
  private final BiFunction<NDManager, WeightLayout.Weight, NDArray> source;
  private final List<Decoder.Tensors> made = new ArrayList<>();

  private StepWeights(
      LlamaConfig config,
      Decoder decoder,
      boolean half,
      BiFunction<NDManager, WeightLayout.Weight, NDArray> source) {
    this.config = config;
    this.decoder = decoder;
    this.half = half;
    this.source = source;
    WeightLayout.of(config).forEach(w -> layout.put(w.name(), w));
  }

  /// Brings all weights into the step's form, one matrix at a time.
  ///
  /// @param half whether to hold them as bfloat16
  /// @param source gives a weight by name, owned by the manager or outliving the engine
  static Decoder.Tensors of(
      LlamaConfig config,
      Decoder decoder,
      boolean half,
      BiFunction<NDManager, WeightLayout.Weight, NDArray> source) {
    return new StepWeights(config, decoder, half, source).make();
  }

  private Decoder.Tensors make() {
    String table = "model.embed_tokens.weight";
    add(false, List.of(table));
    add(false, List.of("model.norm.weight"));
    add(true, List.of(config.tiedEmbeddings() ? table : "lm_head.weight"));
    for (int layer = 0; layer < config.layers(); layer++) {
      addLayer("model.layers." + layer + ".");
    }
    return decoder.join(made);
  }

  private void addLayer(String prefix) {
    add(false, List.of(prefix + "input_layernorm.weight"));
    add(false, List.of(prefix + "post_attention_layernorm.weight"));
    for (int[] group : GROUPS) {
      add(true, names(prefix, group, ".weight"));
    }
    for (int i = 0; i < GROUPS.size(); i++) {
      if (biased(config, i)) {
        add(false, names(prefix, GROUPS.get(i), ".bias"));
      }
    }
    if (config.attention().headNorm()) {
      add(false, List.of(prefix + "self_attn.q_norm.weight"));
      add(false, List.of(prefix + "self_attn.k_norm.weight"));
    }
  }

  private List<String> names(String prefix, int[] group, String kind) {
    List<String> names = new ArrayList<>();
    for (int projection : group) {
      names.add(prefix + config.projections().get(projection).module() + kind);
    }
    return names;
  }

  /// A lone 32-bit tensor is used where it lies, so its memory must live as long as the decoder.
  private void add(boolean matrix, List<String> names) {
    try (NDManager scope = decoder.arrays().newSubManager()) {
      NDManager owner = matrix || half ? scope : decoder.arrays();
      NDArray[] parts = names.stream().map(n -> weight(owner, n)).toArray(NDArray[]::new);
      made.add(decoder.stepWeight(parts, matrix, half));
    }
  }

  private NDArray weight(NDManager scope, String name) {
    return source.apply(scope, Objects.requireNonNull(layout.get(name), name));
  }

  /// Number of tensors of one layer.
  static int perLayer(LlamaConfig config) {
    return headNorm(config) + (config.attention().headNorm() ? 2 : 0);
  }

  /// Place of a group's matrix within its layer.
  static int matrix(int group) {
    return FIRST_MATRIX + group;
  }

  /// Whether the projections of a group have biases.
  static boolean biased(LlamaConfig config, int group) {
    return config.projections().get(GROUPS.get(group)[0]).biased();
  }

  /// Place of a group's bias within its layer.
  static int bias(LlamaConfig config, int group) {
    int place = FIRST_BIAS;
    for (int i = 0; i < group; i++) {
      place += biased(config, i) ? 1 : 0;
    }
    return place;
  }

  /// Place of the query norm within its layer; the key norm follows.
  static int headNorm(LlamaConfig config) {
    return bias(config, GROUPS.size());
  }
}
