package org.datanet.inference.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A GGUF file seen as a model in Hugging Face's terms: configuration and tensor names.
final class GgufModel {

  private static final Pattern IN_LAYER = Pattern.compile("blk\\.(\\d+)\\.(\\w+)\\.(weight|bias)");
  private static final String FREQUENCIES = "rope_freqs.weight";

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "token_embd.weight", "model.embed_tokens.weight",
          "output_norm.weight", "model.norm.weight",
          "output.weight", "lm_head.weight");

  private static final Map<String, String> MODULES =
      Map.ofEntries(
          Map.entry("attn_norm", "input_layernorm"),
          Map.entry("ffn_norm", "post_attention_layernorm"),
          Map.entry("attn_q", "self_attn.q_proj"),
          Map.entry("attn_k", "self_attn.k_proj"),
          Map.entry("attn_v", "self_attn.v_proj"),
          Map.entry("attn_output", "self_attn.o_proj"),
          Map.entry("attn_q_norm", "self_attn.q_norm"),
          Map.entry("attn_k_norm", "self_attn.k_norm"),
          Map.entry("ffn_gate", "mlp.gate_proj"),
          Map.entry("ffn_up", "mlp.up_proj"),
          Map.entry("ffn_down", "mlp.down_proj"));

  private final Gguf file;
  private final String family;

  GgufModel(Gguf file) {
    this.file = file;
    this.family = file.text("general.architecture", null);
    if (!List.of("llama", "qwen2", "qwen3").contains(family)) {
      throw refusal("architecture '%s' is not supported; read are llama, qwen2, qwen3", family);
    }
    if (file.integer(family + ".expert_count", 0) > 0) {
      throw refusal("mixtures of experts are not supported");
    }
  }

  /// Reads the configuration of a file.
  static LlamaConfig config(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      return new GgufModel(Gguf.open(file, arena)).config();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model: " + e.getMessage(), e);
    }
  }

  LlamaConfig config() {
    TensorView embedding = file.tensors().get("token_embd.weight");
    if (embedding == null) {
      throw refusal("the tensor token_embd.weight is missing");
    }
    int headDim = headDim();
    return new LlamaConfig(
        integer("block_count"),
        integer("embedding_length"),
        integer("feed_forward_length"),
        Math.toIntExact(embedding.shape()[0]),
        attention(headDim),
        rope(headDim),
        file.number(family + ".attention.layer_norm_rms_epsilon", null),
        has("blk.0.ffn_up.bias"),
        !has("output.weight"),
        integer("context_length"),
        special());
  }

  private int headDim() {
    int heads = integer("attention.head_count");
    int hidden = integer("embedding_length");
    if (heads < 1 || hidden < heads) {
      throw refusal("%d attention heads cannot share a width of %d", heads, hidden);
    }
    int headDim = file.integer(family + ".attention.key_length", hidden / heads);
    int values = file.integer(family + ".attention.value_length", headDim);
    int rotated = file.integer(family + ".rope.dimension_count", headDim);
    if (values != headDim || rotated != headDim) {
      throw refusal(
          "heads of keys (%d), values (%d) and rotation (%d) must be equally wide",
          headDim, values, rotated);
    }
    return headDim;
  }

  private Attention attention(int headDim) {
    int heads = integer("attention.head_count");
    return new Attention(
        heads,
        file.integer(family + ".attention.head_count_kv", heads),
        headDim,
        has("blk.0.attn_q.bias"),
        has("blk.0.attn_output.bias"),
        has("blk.0.attn_q_norm.weight"),
        file.integer(family + ".attention.sliding_window", 0),
        0);
  }

  private Rope rope(int headDim) {
    double theta = file.number(family + ".rope.freq_base", 10000.0);
    if (has(FREQUENCIES)) {
      return llama3(theta, headDim);
    }
    String type = file.text(family + ".rope.scaling.type", "none");
    return switch (type) {
      case "none" -> Rope.plain(theta);
      case "linear" -> {
        double factor = file.number(family + ".rope.scaling.factor", 1.0);
        yield new Rope(theta, type, factor, 1, 1, 1);
      }
      default -> throw refusal("rope scaling '%s' is not supported; read are none, linear", type);
    };
  }

  /// GGUF keeps of llama3's scaling only the divisor of each frequency. They are recomputed from
  /// the constants that all such models have, and must agree.
  private Rope llama3(double theta, int headDim) {
    TensorView view = file.tensors().get(FREQUENCIES);
    float[] divisors = view == null || !view.isFloat32() ? new float[0] : view.floats();
    double factor = divisors.length == 0 ? 1 : divisors[divisors.length - 1];
    Rope rope = new Rope(theta, "llama3", factor, 1, 4, 8192);
    Rope plain = Rope.plain(theta);
    boolean same = divisors.length == headDim / 2;
    for (int i = 0; same && i < divisors.length; i++) {
      double divisor = plain.frequency(i, headDim) / rope.frequency(i, headDim);
      same = Math.abs(divisor - divisors[i]) <= 1e-4 * divisor;
    }
    if (!same) {
      throw refusal("%s does not hold the frequencies of llama3 scaling", FREQUENCIES);
    }
    return rope;
  }

  SpecialIds special() {
    List<Integer> ends =
        Stream.of("eos", "eot", "eom")
            .map(kind -> file.integer("tokenizer.ggml." + kind + "_token_id", SpecialIds.NONE))
            .filter(id -> id != SpecialIds.NONE)
            .distinct()
            .toList();
    return new SpecialIds(file.integer("tokenizer.ggml.bos_token_id", SpecialIds.NONE), ends);
  }

  /// The tensors by their Hugging Face names. Rows of q and k, which llama.cpp reorders for the
  /// architecture llama, are copied back into Hugging Face's order.
  ///
  /// @param arena of the copies
  Map<String, TensorView> weights(Arena arena) {
    LlamaConfig config = config();
    Map<String, TensorView> weights = new LinkedHashMap<>();
    file.tensors()
        .forEach((name, view) -> {
          if (!name.equals(FREQUENCIES)) {
            String module = hfName(name);
            weights.put(
                module, family.equals("llama") ? inOrder(module, view, config, arena) : view);
          }
        });
    return weights;
  }

  private String hfName(String name) {
    Matcher layer = IN_LAYER.matcher(name);
    return Optional.ofNullable(OUTSIDE.get(name))
        .or(() ->
            layer.matches() && MODULES.containsKey(layer.group(2))
                ? Optional.of(
                    "model.layers.%s.%s.%s"
                        .formatted(layer.group(1), MODULES.get(layer.group(2)), layer.group(3)))
                : Optional.empty())
        .orElseThrow(() -> refusal("the tensor %s does not belong to this architecture", name));
  }

  private static TensorView inOrder(
      String module, TensorView view, LlamaConfig config, Arena arena) {
    int heads =
        module.contains("q_proj")
            ? config.heads()
            : module.contains("k_proj") ? config.kvHeads() : 0;
    long rows = view.shape()[0];
    if (heads == 0 || rows != (long) heads * config.headDim()) {
      return view;
    }
    long rowBytes = view.bytes().byteSize() / rows;
    int half = config.headDim() / 2;
    MemorySegment copy = arena.allocate(view.bytes().byteSize(), 64);
    for (long row = 0; row < rows; row++) {
      long inHead = row % config.headDim();
      long from = row - inHead + 2 * (inHead % half) + inHead / half;
      MemorySegment.copy(view.bytes(), from * rowBytes, copy, row * rowBytes, rowBytes);
    }
    return new TensorView(copy, view.shape(), view.dtype());
  }

  private boolean has(String tensor) {
    return file.tensors().containsKey(tensor);
  }

  private int integer(String key) {
    return file.integer(family + "." + key, null);
  }

  private IllegalArgumentException refusal(String sentence, Object... details) {
    return new IllegalArgumentException(file.name() + ": " + sentence.formatted(details));
  }
}
