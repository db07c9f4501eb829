package org.datanet.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `config.json` of a model folder, with the defaults that each family gives to absent keys (as in
/// Hugging Face transformers 5).
final class ConfigFile {

  private static final String NAME = "config.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FAMILIES = List.of("llama", "mistral", "qwen2", "qwen3");
  private static final int LARGEST = 1 << 24;

  private final JsonNode json;
  private final String family;

  private ConfigFile(JsonNode json) {
    this.json = json;
    this.family = json.path("model_type").asText("");
  }

  static LlamaConfig read(Path folder) {
    try {
      return new ConfigFile(JSON.readTree(folder.resolve(NAME).toFile())).config();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(NAME + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + NAME + " of the model", e);
    }
  }

  private LlamaConfig config() {
    requireSupported();
    return new LlamaConfig(
        count("num_hidden_layers"),
        count("hidden_size"),
        count("intermediate_size"),
        count("vocab_size"),
        attention(),
        rope(),
        json.path("rms_norm_eps").asDouble(1e-6),
        family.equals("llama") && flag("mlp_bias"),
        flag("tie_word_embeddings"),
        present("max_position_embeddings") ? count("max_position_embeddings") : 2048,
        special());
  }

  private void requireSupported() {
    if (!FAMILIES.contains(family)) {
      throw refusal(
          "model_type '%s' is not supported; supported are %s"
              .formatted(family, String.join(", ", FAMILIES)));
    }
    String activation = json.path("hidden_act").asText("silu");
    if (!activation.equals("silu")) {
      throw refusal("hidden_act '%s' is not supported, only silu is".formatted(activation));
    }
    if (json.path("quantization_config").isObject()) {
      throw refusal("quantization_config: take the model's unquantised files or its GGUF");
    }
  }

  private Attention attention() {
    int heads = count("num_attention_heads");
    boolean asked = !family.equals("mistral") && flag("attention_bias");
    boolean qwen2 = family.equals("qwen2");
    return new Attention(
        heads,
        present("num_key_value_heads") ? count("num_key_value_heads") : defaultKvHeads(heads),
        headDim(heads),
        qwen2 || asked,
        !qwen2 && asked,
        family.equals("qwen3"),
        window(),
        fullLayers());
  }

  private int defaultKvHeads(int heads) {
    return switch (family) {
      case "mistral" -> 8;
      case "qwen2", "qwen3" -> 32;
      default -> heads;
    };
  }

  private int headDim(int heads) {
    if (present("head_dim")) {
      return count("head_dim");
    }
    if (family.equals("qwen3")) {
      return 128;
    }
    int hidden = count("hidden_size");
    if (hidden % heads != 0) {
      throw refusal("hidden_size %d is not a multiple of %d heads".formatted(hidden, heads));
    }
    return hidden / heads;
  }

  private int window() {
    boolean used =
        switch (family) {
          case "mistral" -> !json.path("sliding_window").isNull();
          case "qwen2", "qwen3" -> flag("use_sliding_window") && fullLayers() < layers();
          default -> false;
        };
    return !used ? 0 : present("sliding_window") ? count("sliding_window") : 4096;
  }

  /// Qwen lists the kind of each layer or says after how many layers the window begins.
  private int fullLayers() {
    if (!family.startsWith("qwen") || !flag("use_sliding_window")) {
      return 0;
    }
    JsonNode kinds = json.path("layer_types");
    if (!kinds.isArray()) {
      return Math.min(layers(), json.path("max_window_layers").asInt(28));
    }
    int full = 0;
    while (full < kinds.size() && kinds.path(full).asText().equals("full_attention")) {
      full++;
    }
    for (int i = full; i < kinds.size(); i++) {
      if (!kinds.path(i).asText().equals("sliding_attention")) {
        throw refusal("layer_types must be full_attention layers, then sliding_attention layers");
      }
    }
    return full;
  }

  private int layers() {
    return count("num_hidden_layers");
  }

  /// The older spelling, where it says anything, goes before the newer one, as in transformers.
  private Rope rope() {
    JsonNode older = json.path("rope_scaling");
    JsonNode rope = older.isObject() && !older.isEmpty() ? older : json.path("rope_parameters");
    double theta = rope.path("rope_theta").asDouble(json.path("rope_theta").asDouble(10000));
    String type = rope.path("rope_type").asText(rope.path("type").asText("default"));
    if (rope.path("partial_rotary_factor").asDouble(1) != 1
        || json.path("partial_rotary_factor").asDouble(1) != 1) {
      throw refusal("partial_rotary_factor other than 1 is not supported");
    }
    return switch (type) {
      case "default" -> Rope.plain(theta);
      case "linear" -> new Rope(theta, type, number(rope, "factor"), 1, 1, 1);
      case "llama3" ->
          new Rope(
              theta,
              type,
              number(rope, "factor"),
              number(rope, "low_freq_factor"),
              number(rope, "high_freq_factor"),
              (int) number(rope, "original_max_position_embeddings"));
      default ->
          throw refusal(
              "rope type '%s' is not supported; supported are default, linear, llama3"
                  .formatted(type));
    };
  }

  private SpecialIds special() {
    boolean qwen = family.startsWith("qwen");
    JsonNode bos = json.path("bos_token_id");
    JsonNode eos = json.path("eos_token_id");
    List<Integer> ends = new ArrayList<>();
    if (eos.isArray()) {
      eos.forEach(id -> ends.add(id.asInt()));
    } else if (eos.isInt() || (eos.isMissingNode() && !qwen)) {
      ends.add(eos.asInt(2));
    }
    int start = bos.isMissingNode() && !qwen ? 1 : bos.asInt(SpecialIds.NONE);
    return new SpecialIds(start, ends);
  }

  private boolean flag(String key) {
    return json.path(key).asBoolean(false);
  }

  private boolean present(String key) {
    return json.hasNonNull(key);
  }

  private int count(String key) {
    JsonNode value = json.path(key);
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > LARGEST) {
      throw refusal(
          "%s must be a whole number from 1 to %d, is %s"
              .formatted(key, LARGEST, value.isMissingNode() ? "missing" : value));
    }
    return value.asInt();
  }

  private static double number(JsonNode rope, String key) {
    if (!rope.path(key).isNumber()) {
      throw refusal("the rope settings need the number " + key);
    }
    return rope.path(key).asDouble();
  }

  private static IllegalArgumentException refusal(String sentence) {
    return new IllegalArgumentException(NAME + ": " + sentence);
  }
}
