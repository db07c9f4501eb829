package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads and writes adapters in PEFT's layout: `adapter_config.json` and
/// `adapter_model.safetensors` with PEFT's tensor names, so that either side can open the other's.
public final class PeftFiles {

  /// Name of the settings file.
  public static final String CONFIG = "adapter_config.json";

  /// Name of the tensor file.
  public static final String WEIGHTS = "adapter_model.safetensors";

  private static final ObjectMapper JSON = new ObjectMapper();

  private PeftFiles() {}

  /// Reads an adapter folder.
  ///
  /// @throws IllegalArgumentException when it is not a plain LoRA (DoRA, rank patterns, biases …)
  public static LoraAdapter read(Path folder) {
    try (Arena arena = Arena.ofConfined()) {
      JsonNode json = JSON.readTree(folder.resolve(CONFIG).toFile());
      requirePlain(json);
      List<String> targets = new ArrayList<>();
      json.path("target_modules").forEach(n -> targets.add(n.asText()));
      Map<String, float[]> tensors = new HashMap<>();
      Safetensors.map(folder.resolve(WEIGHTS), arena)
          .forEach((name, view) -> tensors.put(name, view.floats()));
      return new LoraAdapter(
          json.required("r").asInt(),
          json.required("lora_alpha").asDouble(),
          json.path("use_rslora").asBoolean(false),
          targets,
          tensors,
          json.path("base_model_name_or_path").asText(""));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the adapter: " + e.getMessage(), e);
    }
  }

  private static void requirePlain(JsonNode json) {
    boolean plain =
        json.path("peft_type").asText("LORA").equals("LORA")
            && !json.path("use_dora").asBoolean(false)
            && json.path("rank_pattern").isEmpty()
            && json.path("alpha_pattern").isEmpty()
            && json.path("bias").asText("none").equals("none");
    if (!plain) {
      throw new IllegalArgumentException(
          CONFIG + ": only plain LoRA is supported (no DoRA, rank patterns or biases)");
    }
  }

  /// Writes an adapter folder; creates it where needed.
  public static void write(LoraAdapter adapter, Path folder) {
    try {
      Files.createDirectories(folder);
      TreeMap<String, Safetensors.Entry> tensors = new TreeMap<>();
      adapter.tensors().forEach((name, v) -> tensors.put(name, entry(adapter.rank(), name, v)));
      Safetensors.write(folder.resolve(WEIGHTS), tensors, false);
      JSON.writerWithDefaultPrettyPrinter()
          .writeValue(folder.resolve(CONFIG).toFile(), config(adapter));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the adapter: " + e.getMessage(), e);
    }
  }

  private static Safetensors.Entry entry(int rank, String name, float[] values) {
    long other = values.length / rank;
    return new Safetensors.Entry(
        values, name.contains(".lora_A.") ? new long[] {rank, other} : new long[] {other, rank});
  }

  private static ObjectNode config(LoraAdapter adapter) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("alpha_pattern");
    json.put("base_model_name_or_path", adapter.baseModel()).put("bias", "none");
    json.put("fan_in_fan_out", false).put("inference_mode", true).put("init_lora_weights", true);
    if (adapter.alpha() == Math.rint(adapter.alpha())) {
      json.put("lora_alpha", (long) adapter.alpha());
    } else {
      json.put("lora_alpha", adapter.alpha());
    }
    json.put("lora_dropout", 0.0).putNull("modules_to_save");
    json.put("peft_type", "LORA").put("r", adapter.rank());
    json.putObject("rank_pattern");
    var targets = json.putArray("target_modules");
    adapter.targets().forEach(targets::add);
    json.put("task_type", "CAUSAL_LM").put("use_dora", false).put("use_rslora", adapter.rslora());
    return json;
  }
}
