package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// llama-tiny written as llama.cpp would convert it must be the same model.
class GgufModelTest {

  private static final Map<String, String> NAMES =
      Map.of(
          "input_layernorm", "attn_norm",
          "post_attention_layernorm", "ffn_norm",
          "self_attn.q_proj", "attn_q",
          "self_attn.k_proj", "attn_k",
          "self_attn.v_proj", "attn_v",
          "self_attn.o_proj", "attn_output",
          "mlp.gate_proj", "ffn_gate",
          "mlp.up_proj", "ffn_up",
          "mlp.down_proj", "ffn_down");

  @TempDir private Path folder;

  @Test
  void isTheSameModelAsTheFolderItWasMadeFrom() throws IOException {
    Path file = Files.write(folder.resolve("llama-tiny.gguf"), converted().bytes());
    LlamaConfig expected = LlamaConfig.read(Golden.FOLDER);
    LlamaConfig config = LlamaConfig.read(file);
    assertThat(config.attention()).isEqualTo(expected.attention());
    assertThat(config.rope().theta()).isEqualTo(expected.rope().theta());
    assertThat(config.special()).isEqualTo(expected.special());
    assertThat(config.parameters()).isEqualTo(expected.parameters());
    try (Arena arena = Arena.ofConfined()) {
      Map<String, TensorView> from = WeightFiles.open(file, arena);
      WeightFiles.open(Golden.FOLDER, arena)
          .forEach((name, view) ->
              assertThat(Objects.requireNonNull(from.get(name), name).floats())
                  .as(name)
                  .containsExactly(view.floats()));
    }
    WeightFiles.check(WeightFiles.open(file, Arena.ofAuto()), config);
  }

  @Test
  void hasTheSameTokenizer() throws IOException {
    Path file = Files.write(folder.resolve("llama-tiny.gguf"), converted().bytes());
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      for (JsonNode c : Golden.json("tokenizer-golden.json").path("cases")) {
        String text = c.path("text").asText();
        assertThat(tokenizer.encode(text, true))
            .as(text)
            .containsExactly(Golden.ints(c.path("ids_with_bos")));
      }
    }
  }

  @Test
  void refusesOtherArchitectures() throws IOException {
    Path file =
        Files.write(
            folder.resolve("x.gguf"), converted().put("general.architecture", "bert").bytes());
    assertThatThrownBy(() -> LlamaConfig.read(file))
        .hasMessage("x.gguf: architecture 'bert' is not supported; read are llama, qwen2, qwen3");
  }

  @Test
  void refusesTensorsItDoesNotKnow() throws IOException {
    Path file =
        Files.write(
            folder.resolve("x.gguf"),
            converted().tensor("blk.0.ssm_in.weight", new long[] {1}, new float[1]).bytes());
    LlamaConfig config = LlamaConfig.read(file);
    assertThatThrownBy(() -> WeightFiles.check(WeightFiles.open(file, Arena.ofAuto()), config))
        .hasMessage("x.gguf: the tensor blk.0.ssm_in.weight does not belong to this architecture");
  }

  @Test
  void recognisesTheFrequenciesOfLlama3() throws IOException {
    Rope plain = Rope.plain(10000);
    Rope stretched = new Rope(10000, "llama3", 8, 1, 4, 8192);
    float[] divisors = new float[8];
    for (int i = 0; i < 8; i++) {
      divisors[i] = plain.frequency(i, 16) / stretched.frequency(i, 16);
    }
    assertThat(withDivisors(divisors).rope()).isEqualTo(stretched);
    divisors[5] += 1;
    assertThatThrownBy(() -> withDivisors(divisors))
        .hasMessage("x.gguf: rope_freqs.weight does not hold the frequencies of llama3 scaling");
  }

  private LlamaConfig withDivisors(float[] divisors) throws IOException {
    return LlamaConfig.read(
        Files.write(
            folder.resolve("x.gguf"),
            converted().tensor("rope_freqs.weight", new long[] {8}, divisors).bytes()));
  }

  private static GgufWriter converted() throws IOException {
    LlamaConfig config = LlamaConfig.read(Golden.FOLDER);
    GgufWriter out = new GgufWriter().put("general.architecture", "llama");
    out.put("llama.block_count", config.layers()).put("llama.embedding_length", config.hidden());
    out.put("llama.feed_forward_length", config.intermediate());
    out.put("llama.attention.head_count", config.heads());
    out.put("llama.attention.head_count_kv", config.kvHeads());
    out.put("llama.attention.layer_norm_rms_epsilon", (float) config.rmsNormEps());
    out.put("llama.rope.freq_base", (float) config.rope().theta());
    out.put("llama.context_length", config.maxPositions());
    vocabulary(out);
    try (Arena arena = Arena.ofConfined()) {
      WeightFiles.open(Golden.FOLDER, arena)
          .forEach(
              (name, view) -> out.tensor(ggufName(name), view.shape(), rows(name, view, config)));
    }
    return out;
  }

  private static void vocabulary(GgufWriter out) {
    JsonNode json = Golden.json("tokenizer.json");
    List<String> tokens = new ArrayList<>(Collections.nCopies(384, ""));
    json.at("/model/vocab").properties().forEach(e -> tokens.set(e.getValue().asInt(), e.getKey()));
    List<Integer> types = new ArrayList<>(Collections.nCopies(384, 1));
    json.path("added_tokens")
        .forEach(token -> {
          tokens.set(token.path("id").asInt(), token.path("content").asText());
          types.set(token.path("id").asInt(), 3);
        });
    List<String> merges = new ArrayList<>();
    json.at("/model/merges")
        .forEach(merge ->
            merges.add(
                merge.isArray()
                    ? merge.path(0).asText() + " " + merge.path(1).asText()
                    : merge.asText()));
    out.put("tokenizer.ggml.model", "gpt2").put("tokenizer.ggml.pre", "llama-bpe");
    out.put("tokenizer.ggml.tokens", tokens).put("tokenizer.ggml.token_type", types);
    out.put("tokenizer.ggml.merges", merges);
    out.put("tokenizer.ggml.bos_token_id", 0).put("tokenizer.ggml.eos_token_id", 1);
  }

  private static String ggufName(String name) {
    if (!name.startsWith("model.layers.")) {
      return name.replace("model.embed_tokens", "token_embd").replace("model.norm", "output_norm");
    }
    String[] parts = name.split("\\.", 4);
    String module = parts[3].substring(0, parts[3].lastIndexOf('.'));
    return "blk." + parts[2] + "." + NAMES.get(module) + ".weight";
  }

  /// llama.cpp pairs neighbours where Hugging Face pairs halves: it interleaves the halves of each
  /// head of q and k.
  private static float[] rows(String name, TensorView view, LlamaConfig config) {
    float[] values = view.floats();
    if (!name.contains("q_proj") && !name.contains("k_proj")) {
      return values;
    }
    int width = Math.toIntExact(view.shape()[1]);
    int half = config.headDim() / 2;
    float[] out = new float[values.length];
    for (int row = 0; row < view.shape()[0]; row++) {
      int head = row / config.headDim() * config.headDim();
      int inHead = row % config.headDim();
      int to = head + 2 * (inHead % half) + inHead / half;
      System.arraycopy(values, row * width, out, to * width, width);
    }
    assertThat(Arrays.equals(out, values)).isFalse();
    return out;
  }
}
