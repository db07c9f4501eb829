package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// The reference data of `src/test/resources/llama-tiny`.
final class Golden {

  static final Path FOLDER = Path.of("src/test/resources/llama-tiny");
  private static final ObjectMapper JSON = new ObjectMapper();

  final JsonNode json = json("golden.json");
  private final Map<String, TensorView> tensors = tensors();

  static JsonNode json(String name) {
    try {
      return JSON.readTree(FOLDER.resolve(name).toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, TensorView> tensors() {
    try {
      return Safetensors.map(FOLDER.resolve("golden.safetensors"), Arena.global());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  float[] tensor(String name) {
    TensorView view = tensors.get(name);
    if (view == null) {
      throw new AssertionError("no tensor " + name);
    }
    return view.floats();
  }

  LoraAdapter adapter(int index) {
    return PeftFiles.read(FOLDER.resolve(json.at("/adapters/" + index + "/name").asText()));
  }

  int prompts() {
    return json.path("prompts").size();
  }

  int[] prompt(int index) {
    return ints(json.at("/prompts/" + index + "/ids"));
  }

  int offset(int prompt) {
    return json.at("/prompt_offsets/" + prompt).asInt();
  }

  static int[] ints(JsonNode array) {
    int[] out = new int[array.size()];
    Arrays.setAll(out, i -> array.path(i).asInt());
    return out;
  }

  static double[] doubles(JsonNode array) {
    double[] out = new double[array.size()];
    Arrays.setAll(out, i -> array.path(i).asDouble());
    return out;
  }

  static double worst(float[] actual, float[] expected, int from) {
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - expected[from + i]);
      worst = difference <= worst ? worst : difference;
    }
    return worst;
  }

  /// Runs an action while another thread keeps collecting garbage.
  static void besideGarbageCollector(Runnable action) {
    Thread hammer =
        Thread.ofPlatform()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                System.gc();
              }
            });
    try {
      action.run();
    } finally {
      hammer.interrupt();
    }
  }
}
