package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// The shape of a Llama-family decoder, as `config.json` states it.
///
/// @param layers decoder layers, >= 1
/// @param hidden width of the residual stream
/// @param intermediate width of the SwiGLU block
/// @param heads query heads
/// @param kvHeads key-value heads; divides `heads`
/// @param headDim width of one head, even
/// @param vocab rows of the embedding
/// @param rmsNormEps added under the root of RMSNorm
/// @param ropeTheta base of the rotary frequencies
/// @param tiedEmbeddings whether the output matrix is the embedding
/// @param maxPositions longest context in tokens
/// @param ropeScaling stretch of the rotary frequencies
/// @param bosId id of the token that starts a text
/// @param eosId id of the token that ends a text
public record LlamaConfig(
    int layers,
    int hidden,
    int intermediate,
    int heads,
    int kvHeads,
    int headDim,
    int vocab,
    double rmsNormEps,
    double ropeTheta,
    boolean tiedEmbeddings,
    int maxPositions,
    RopeScaling ropeScaling,
    int bosId,
    int eosId) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public LlamaConfig {
    if (layers < 1 || vocab < 2 || kvHeads < 1 || heads % kvHeads != 0 || headDim % 2 != 0) {
      throw new IllegalArgumentException(
          "not a decoder: layers %d, heads %d, kvHeads %d, headDim %d, vocab %d"
              .formatted(layers, heads, kvHeads, headDim, vocab));
    }
  }

  /// Reads `config.json` of a model folder.
  ///
  /// @throws IllegalArgumentException when the folder holds another architecture
  public static LlamaConfig read(Path modelFolder) {
    Path file = modelFolder.resolve("config.json");
    try {
      JsonNode json = JSON.readTree(file.toFile());
      requireLlama(json, file);
      int heads = json.required("num_attention_heads").asInt();
      int hidden = json.required("hidden_size").asInt();
      return new LlamaConfig(
          json.required("num_hidden_layers").asInt(),
          hidden,
          json.required("intermediate_size").asInt(),
          heads,
          json.path("num_key_value_heads").asInt(heads),
          json.path("head_dim").asInt(hidden / heads),
          json.required("vocab_size").asInt(),
          json.path("rms_norm_eps").asDouble(1e-6),
          rope(json).path("rope_theta").asDouble(json.path("rope_theta").asDouble(10000)),
          json.path("tie_word_embeddings").asBoolean(false),
          json.path("max_position_embeddings").asInt(2048),
          scaling(json),
          first(json.path("bos_token_id"), 1),
          first(json.path("eos_token_id"), 2));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.getFileName() + " of the model", e);
    }
  }

  private static void requireLlama(JsonNode json, Path file) {
    String type = json.path("model_type").asText("llama");
    boolean biased =
        json.path("attention_bias").asBoolean(false) || json.path("mlp_bias").asBoolean(false);
    if (!List.of("llama", "mistral").contains(type) || biased) {
      throw new IllegalArgumentException(
          file.getFileName()
              + ": only Llama-family decoders without biases are supported, found model_type "
              + type
              + (biased ? " with biases" : ""));
    }
  }

  private static JsonNode rope(JsonNode json) {
    JsonNode parameters = json.path("rope_parameters");
    return parameters.isObject() ? parameters : json.path("rope_scaling");
  }

  private static RopeScaling scaling(JsonNode json) {
    JsonNode rope = rope(json);
    String type = rope.path("rope_type").asText(rope.path("type").asText("default"));
    return switch (type) {
      case "default" -> RopeScaling.NONE;
      case "linear", "llama3" ->
          new RopeScaling(
              type,
              rope.path("factor").asDouble(1),
              rope.path("low_freq_factor").asDouble(1),
              rope.path("high_freq_factor").asDouble(4),
              rope.path("original_max_position_embeddings").asInt(8192));
      default -> throw new IllegalArgumentException("rope type not supported: " + type);
    };
  }

  private static int first(JsonNode id, int otherwise) {
    return id.isArray() ? id.path(0).asInt(otherwise) : id.asInt(otherwise);
  }

  /// Writes `config.json` so that Hugging Face transformers reads it as `LlamaForCausalLM`.
  public void write(Path modelFolder) throws IOException {
    if (!ropeScaling.equals(RopeScaling.NONE)) {
      throw new IllegalArgumentException("models trained here use default rotary frequencies");
    }
    ObjectNode json = JSON.createObjectNode();
    json.putArray("architectures").add("LlamaForCausalLM");
    json.put("model_type", "llama").put("vocab_size", vocab).put("hidden_size", hidden);
    json.put("intermediate_size", intermediate).put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads).put("num_key_value_heads", kvHeads);
    json.put("head_dim", headDim).put("hidden_act", "silu");
    json.put("max_position_embeddings", maxPositions).put("rms_norm_eps", rmsNormEps);
    json.put("rope_theta", ropeTheta).putNull("rope_scaling");
    json.put("tie_word_embeddings", tiedEmbeddings);
    json.put("attention_bias", false).put("mlp_bias", false);
    json.put("bos_token_id", bosId).put("eos_token_id", eosId).put("torch_dtype", "bfloat16");
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(modelFolder.resolve("config.json").toFile(), json);
  }

  /// The seven matrices of a layer, in the order of the flat adapter row.
  List<Projection> projections() {
    int queries = heads * headDim;
    int keys = kvHeads * headDim;
    return List.of(
        new Projection("self_attn.q_proj", hidden, queries),
        new Projection("self_attn.k_proj", hidden, keys),
        new Projection("self_attn.v_proj", hidden, keys),
        new Projection("self_attn.o_proj", queries, hidden),
        new Projection("mlp.gate_proj", hidden, intermediate),
        new Projection("mlp.up_proj", hidden, intermediate),
        new Projection("mlp.down_proj", intermediate, hidden));
  }

  /// Number of floats of an adapter of this rank over all seven targets.
  public int adapterSize(int rank) {
    int perLayer = projections().stream().mapToInt(p -> p.in() + p.out()).sum();
    return Math.multiplyExact(Math.multiplyExact(perLayer, layers), rank);
  }
}
