package org.datanet.inference.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The shape of a Llama-family decoder (Llama, SmolLM2, Mistral, Qwen2, Qwen3).
///
/// @param layers decoder layers, >= 1
/// @param hidden width of the residual stream
/// @param intermediate width of the SwiGLU block
/// @param vocab rows of the embedding, >= 2
/// @param attention heads, biases, norms and window
/// @param rope rotary frequencies
/// @param rmsNormEps added under the root of RMSNorm
/// @param mlpBias whether gate, up and down have biases
/// @param tiedEmbeddings whether the output matrix is the embedding
/// @param maxPositions longest context in tokens, at most 2^20
/// @param special ids that start and end a text
public record LlamaConfig(
    int layers,
    int hidden,
    int intermediate,
    int vocab,
    Attention attention,
    Rope rope,
    double rmsNormEps,
    boolean mlpBias,
    boolean tiedEmbeddings,
    int maxPositions,
    SpecialIds special) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_POSITIONS = 1 << 20;

  public LlamaConfig {
    if (layers < 1 || hidden < 1 || intermediate < 1 || vocab < 2) {
      throw new IllegalArgumentException(
          "not a decoder: layers %d, hidden %d, intermediate %d, vocab %d"
              .formatted(layers, hidden, intermediate, vocab));
    }
    if (!(rmsNormEps > 0 && rmsNormEps < 1)) {
      throw new IllegalArgumentException("rms_norm_eps must be above 0, is " + rmsNormEps);
    }
    if (maxPositions < 1 || maxPositions > MAX_POSITIONS) {
      throw new IllegalArgumentException(
          "the context must be 1 to %d tokens, is %d".formatted(MAX_POSITIONS, maxPositions));
    }
  }

  /// Reads `config.json` of a model folder, or the metadata of a GGUF file.
  ///
  /// @throws IllegalArgumentException when the model has another architecture
  public static LlamaConfig read(Path model) {
    return Gguf.isFile(model) ? GgufModel.config(model) : ConfigFile.read(model);
  }

  /// Whether every layer is Llama's own: no biases, no head norms, no window, plain frequencies.
  public boolean isPlain() {
    return attention.equals(Attention.plain(heads(), kvHeads(), headDim()))
        && !mlpBias
        && rope.isPlain();
  }

  /// Query heads.
  public int heads() {
    return attention.heads();
  }

  /// Key-value heads.
  public int kvHeads() {
    return attention.kvHeads();
  }

  /// Width of one head.
  public int headDim() {
    return attention.headDim();
  }

  /// Id that starts a text, or [SpecialIds#NONE].
  public int bosId() {
    return special.bos();
  }

  /// Id that ends a text, the first where there are several, or [SpecialIds#NONE].
  public int eosId() {
    return special.eos().isEmpty() ? SpecialIds.NONE : special.eos().getFirst();
  }

  /// Writes `config.json` so that Hugging Face transformers reads it as `LlamaForCausalLM`.
  public void write(Path modelFolder) throws IOException {
    if (!isPlain()) {
      throw new IllegalArgumentException("models trained here are plain Llama decoders");
    }
    ObjectNode json = JSON.createObjectNode();
    json.putArray("architectures").add("LlamaForCausalLM");
    json.put("model_type", "llama").put("vocab_size", vocab).put("hidden_size", hidden);
    json.put("intermediate_size", intermediate).put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads()).put("num_key_value_heads", kvHeads());
    json.put("head_dim", headDim()).put("hidden_act", "silu");
    json.put("max_position_embeddings", maxPositions).put("rms_norm_eps", rmsNormEps);
    json.put("rope_theta", rope.theta()).putNull("rope_scaling");
    json.put("tie_word_embeddings", tiedEmbeddings);
    json.put("attention_bias", false).put("mlp_bias", false);
    json.put("bos_token_id", bosId()).put("eos_token_id", eosId()).put("torch_dtype", "bfloat16");
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(modelFolder.resolve("config.json").toFile(), json);
  }

  /// Number of weights of the model.
  public long parameters() {
    return WeightLayout.of(this).stream().mapToLong(WeightLayout.Weight::size).sum();
  }

  /// The seven matrices of a layer, in the order of the flat adapter row.
  List<Projection> projections() {
    int queries = heads() * headDim();
    int keys = kvHeads() * headDim();
    boolean in = attention.inputBias();
    return List.of(
        new Projection("self_attn.q_proj", hidden, queries, in),
        new Projection("self_attn.k_proj", hidden, keys, in),
        new Projection("self_attn.v_proj", hidden, keys, in),
        new Projection("self_attn.o_proj", queries, hidden, attention.outputBias()),
        new Projection("mlp.gate_proj", hidden, intermediate, mlpBias),
        new Projection("mlp.up_proj", hidden, intermediate, mlpBias),
        new Projection("mlp.down_proj", intermediate, hidden, mlpBias));
  }

  /// Number of floats of an adapter of this rank over all seven targets.
  public int adapterSize(int rank) {
    int perLayer = projections().stream().mapToInt(p -> p.in() + p.out()).sum();
    return Math.multiplyExact(Math.multiplyExact(perLayer, layers), rank);
  }
}
