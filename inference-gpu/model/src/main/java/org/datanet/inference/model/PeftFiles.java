package org.datanet.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes adapters in PEFT's layout: `adapter_config.json` and
/// `adapter_model.safetensors` with PEFT's tensor names, so that either side can open the other's.
public final class PeftFiles {

  /// Name of the settings file.
  public static final String CONFIG = "adapter_config.json";

  /// Name of the tensor file.
  public static final String WEIGHTS = "adapter_model.safetensors";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME =
      Pattern.compile(
          "base_model\\.model\\.(model\\.layers\\.(\\d{1,6})\\."
              + "(?:self_attn\\.[qkvo]_proj|mlp\\.(?:gate|up|down)_proj))\\.lora_([AB])\\.weight");

  private PeftFiles() {}

  /// Reads an adapter folder. Everything is checked before a value is copied.
  ///
  /// @throws IllegalArgumentException when it is not a plain LoRA of the seven matrices (DoRA, rank
  ///   patterns, biases …), or is cut, damaged or at odds with itself
  public static LoraAdapter read(Path folder) {
    try (Arena arena = Arena.ofConfined()) {
      PeftConfig config = PeftConfig.of(JSON.readTree(folder.resolve(CONFIG).toFile()));
      Map<String, TensorView> views = Safetensors.map(folder.resolve(WEIGHTS), arena);
      Set<String> modules = new TreeSet<>();
      views.forEach((name, view) -> modules.add(module(config, views.keySet(), name, view)));
      Map<String, float[]> tensors = new HashMap<>();
      views.forEach((name, view) -> tensors.put(name, view.floats()));
      return new LoraAdapter(
          config.rank(),
          config.alpha(),
          config.rslora(),
          config.names(modules),
          tensors,
          config.baseModel());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(CONFIG + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the adapter: " + e.getMessage(), e);
    }
  }

  /// The module a tensor belongs to, when all is well with the tensor.
  private static String module(PeftConfig config, Set<String> names, String name, TensorView view) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches() || !config.targets(parts.group(1))) {
      throw refusal(name, "is not a LoRA factor of one of the target_modules in " + CONFIG);
    }
    boolean isA = parts.group(3).equals("A");
    String other = name.replace(isA ? ".lora_A." : ".lora_B.", isA ? ".lora_B." : ".lora_A.");
    if (!names.contains(other)) {
      throw refusal(name, "stands alone, " + other + " is missing");
    }
    long[] shape = view.shape();
    if (shape.length != 2 || shape[isA ? 0 : 1] != config.rank()) {
      throw refusal(
          name,
          "has shape %s, expected %s with r = %d"
              .formatted(Arrays.toString(shape), isA ? "[r, in]" : "[out, r]", config.rank()));
    }
    if (!view.isReadable()) {
      throw refusal(name, "has type " + view.dtype() + ", which is not supported");
    }
    if (view.firstNotFinite() >= 0) {
      throw refusal(
          name, "is damaged: value %d is NaN or infinite".formatted(view.firstNotFinite()));
    }
    return parts.group(1);
  }

  private static IllegalArgumentException refusal(String tensor, String sentence) {
    return new IllegalArgumentException("%s: tensor %s %s".formatted(WEIGHTS, tensor, sentence));
  }

  /// The layer in a tensor's name.
  static int layer(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          name + " is not a LoRA factor of one of the seven matrices");
    }
    return Integer.parseInt(parts.group(2));
  }

  /// Writes an adapter folder; creates it where needed.
  public static void write(LoraAdapter adapter, Path folder) {
    try {
      Files.createDirectories(folder);
      TreeMap<String, Safetensors.Entry> tensors = new TreeMap<>();
      adapter.tensors().forEach((name, v) -> tensors.put(name, entry(adapter.rank(), name, v)));
      Safetensors.write(folder.resolve(WEIGHTS), tensors, false);
      JSON.writerWithDefaultPrettyPrinter()
          .writeValue(folder.resolve(CONFIG).toFile(), PeftConfig.json(adapter));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the adapter: " + e.getMessage(), e);
    }
  }

  private static Safetensors.Entry entry(int rank, String name, float[] values) {
    long other = values.length / rank;
    return new Safetensors.Entry(
        values, name.contains(".lora_A.") ? new long[] {rank, other} : new long[] {other, rank});
  }
}
