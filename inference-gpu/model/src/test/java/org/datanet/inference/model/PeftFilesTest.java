package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeftFilesTest {

  @TempDir Path folder;

  @Test
  void writesTheSameBytesItRead() throws IOException {
    Golden golden = new Golden();
    for (int i = 0; i < 4; i++) {
      LoraAdapter adapter = golden.adapter(i);
      PeftFiles.write(adapter, folder);
      assertThat(folder.resolve(PeftFiles.WEIGHTS))
          .hasSameBinaryContentAs(
              Golden.FOLDER
                  .resolve(golden.json.at("/adapters/" + i + "/name").asText())
                  .resolve(PeftFiles.WEIGHTS));
      LoraAdapter again = PeftFiles.read(folder);
      assertThat(again.scaling()).isEqualTo(adapter.scaling());
      assertThat(again.targets()).isEqualTo(adapter.targets());
      assertThat(again.baseModel()).isEqualTo("llama-tiny");
      assertThat(again.tensors().keySet()).isEqualTo(adapter.tensors().keySet());
      again
          .tensors()
          .forEach((name, v) -> assertThat(v).containsExactly(adapter.tensors().get(name)));
    }
  }

  @Test
  void knowsRsloraScaling() {
    assertThat(new Golden().adapter(3).scaling())
        .isCloseTo(4.24264, org.assertj.core.data.Offset.offset(1e-5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"use_dora\":true; use_dora is true",
        "\"bias\":\"all\"; bias is",
        "\"rank_pattern\":{\"q_proj\":4}; rank_pattern is",
        "\"modules_to_save\":[\"lm_head\"]; modules_to_save is",
        "\"init_lora_weights\":\"pissa\"; changes the base model",
        "\"peft_type\":\"IA3\"; peft_type is IA3",
        "\"r\":0; r must be a whole number from 1 to 1024, is 0",
        "\"r\":8; expected [r, in] with r = 8",
        "\"lora_alpha\":\"two\"; lora_alpha must be a number above 0",
        "\"target_modules\":[\"k_proj\"]; is not a LoRA factor of one of the target_modules",
        "\"target_modules\":\"(\"; target_modules is not a regular expression",
      })
  void refusesByName(String setting, String reason) throws IOException {
    copyAdapter(setting);
    assertThatThrownBy(() -> PeftFiles.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  /// Adapter 0 with one more setting.
  private void copyAdapter(String setting) throws IOException {
    Path source = Golden.FOLDER.resolve("adapter0-r4");
    ObjectMapper json = new ObjectMapper();
    ObjectNode config = (ObjectNode) json.readTree(source.resolve(PeftFiles.CONFIG).toFile());
    config.setAll((ObjectNode) json.readTree("{" + setting + "}"));
    json.writeValue(folder.resolve(PeftFiles.CONFIG).toFile(), config);
    Files.copy(source.resolve(PeftFiles.WEIGHTS), folder.resolve(PeftFiles.WEIGHTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"all-linear\"",
        "\".*(self_attn|mlp)\\\\.\\\\w+_proj\"",
        "[\"self_attn.q_proj\",\"k_proj\",\"v_proj\",\"o_proj\",\"mlp.gate_proj\",\"up_proj\",\"down_proj\"]"
      })
  void understandsEveryWayToNameTheTargets(String targets) throws IOException {
    copyAdapter("\"target_modules\":" + targets);
    LoraAdapter adapter = PeftFiles.read(folder);
    assertThat(adapter.targets()).isEqualTo(LoraShape.ALL_TARGETS);
    adapter.requireFits(LlamaConfig.read(Golden.FOLDER), 4);
  }

  @Test
  void refusesDamagedValuesAndLonelyFactors() throws IOException {
    copyAdapter("\"r\":4");
    LoraAdapter adapter = PeftFiles.read(folder);
    Map<String, float[]> tensors = new HashMap<>(adapter.tensors());
    String name = "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight";
    float[] damaged = Objects.requireNonNull(tensors.get(name)).clone();
    damaged[7] = Float.NaN;
    tensors.put(name, damaged);
    PeftFiles.write(with(adapter, tensors), folder);
    assertThatThrownBy(() -> PeftFiles.read(folder))
        .hasMessageContaining(name + " is damaged: value 7 is NaN");
    tensors.remove(name);
    PeftFiles.write(with(adapter, tensors), folder);
    assertThatThrownBy(() -> PeftFiles.read(folder)).hasMessageContaining(name + " is missing");
  }

  @Test
  void keepsWhichLayersAreAdapted() throws IOException {
    copyAdapter("\"r\":4");
    LoraAdapter adapter = PeftFiles.read(folder);
    Map<String, float[]> tensors = new HashMap<>(adapter.tensors());
    tensors.keySet().removeIf(name -> name.contains("layers.1."));
    PeftFiles.write(with(adapter, tensors), folder);
    JsonNode config = new ObjectMapper().readTree(folder.resolve(PeftFiles.CONFIG).toFile());
    assertThat(config.path("layers_to_transform").toString()).isEqualTo("[0,2]");
    assertThat(PeftFiles.read(folder).tensors()).hasSize(28);
  }

  @Test
  void refusesAnAdapterForAnotherBaseModel() {
    LoraAdapter adapter = new Golden().adapter(0);
    LlamaConfig base = LlamaConfig.read(Golden.FOLDER);
    assertThatThrownBy(() -> adapter.requireFits(shape(base, 2, 64), 4))
        .hasMessageContaining("for another base model: it has base_model.model.model.layers.2.");
    assertThatThrownBy(() -> adapter.requireFits(shape(base, 3, 128), 4))
        .hasMessageContaining("is for width 64, this one has 128");
  }

  private static LlamaConfig shape(LlamaConfig base, int layers, int hidden) {
    return new LlamaConfig(
        layers,
        hidden,
        base.intermediate(),
        base.vocab(),
        base.attention(),
        base.rope(),
        base.rmsNormEps(),
        false,
        true,
        base.maxPositions(),
        base.special());
  }

  private static LoraAdapter with(LoraAdapter adapter, Map<String, float[]> tensors) {
    return new LoraAdapter(
        adapter.rank(), adapter.alpha(), false, adapter.targets(), tensors, adapter.baseModel());
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    Path source = Golden.FOLDER.resolve("adapter0-r4");
    Files.copy(source.resolve(PeftFiles.CONFIG), folder.resolve(PeftFiles.CONFIG));
    byte[] all = Files.readAllBytes(source.resolve(PeftFiles.WEIGHTS));
    Files.write(folder.resolve(PeftFiles.WEIGHTS), java.util.Arrays.copyOf(all, all.length - 100));
    assertThatThrownBy(() -> PeftFiles.read(folder)).isInstanceOf(IllegalArgumentException.class);
  }
}
