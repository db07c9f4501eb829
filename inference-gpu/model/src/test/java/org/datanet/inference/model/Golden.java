package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A folder of reference data made with Hugging Face and PEFT; that of `src/test/resources` or one
/// laid out like it.
final class Golden {

  static final Path FOLDER = Path.of("src/test/resources/llama-tiny");
  private static final ObjectMapper JSON = new ObjectMapper();

  final Path folder;
  final JsonNode json;
  private final Map<String, TensorView> tensors;

  Golden() {
    this(FOLDER);
  }

  /// @throws IllegalArgumentException when the folder does not hold reference data
  Golden(Path folder) {
    for (String name : List.of("config.json", "golden.json", "golden.safetensors")) {
      if (!Files.exists(folder.resolve(name))) {
        throw new IllegalArgumentException(
            "%s lacks %s: it is not a folder of reference data".formatted(folder, name));
      }
    }
    this.folder = folder;
    this.json = read("golden.json");
    try {
      this.tensors = Safetensors.map(folder.resolve("golden.safetensors"), Arena.global());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String name) {
    return read(FOLDER.resolve(name));
  }

  /// A JSON file of the folder; missing when it is not there.
  JsonNode read(String name) {
    Path file = folder.resolve(name);
    return Files.exists(file) ? read(file) : MissingNode.getInstance();
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /// Names of the tensors that begin so.
  List<String> names(String prefix) {
    return tensors.keySet().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  float[] tensor(String name) {
    TensorView view = tensors.get(name);
    if (view == null) {
      throw new AssertionError("no tensor " + name);
    }
    return view.floats();
  }

  long[] shape(String name) {
    return Objects.requireNonNull(tensors.get(name)).shape();
  }

  LoraAdapter adapter(int index) {
    return PeftFiles.read(folder.resolve(json.at("/adapters/" + index + "/name").asText()));
  }

  int adapters() {
    return json.path("adapters").size();
  }

  /// Index of an adapter by its name in the data, `adapterK`; the base is -1.
  static int adapterIndex(String name) {
    return name.equals("base") ? -1 : Integer.parseInt(name.substring("adapter".length()));
  }

  int[][] prompts(int... wanted) {
    return Arrays.stream(wanted).mapToObj(this::prompt).toArray(int[][]::new);
  }

  /// How far the reference's own 32-bit run is from its 64-bit run; 0 where it does not say. For
  /// logits it says nothing of, the most it says of any.
  ///
  /// @param kind `max_abs`, or `p999_abs` for 99.9 % of the values
  double noise(String quantity, String kind) {
    JsonNode noise = json.path("noise_float32_vs_float64");
    JsonNode stated = noise.path(quantity).path(kind);
    if (stated.isNumber() || !quantity.startsWith("logits.")) {
      return stated.asDouble(0);
    }
    return noise.properties().stream()
        .filter(each -> each.getKey().startsWith("logits."))
        .mapToDouble(each -> each.getValue().path(kind).asDouble(0))
        .max()
        .orElse(0);
  }

  /// The training examples as one batch; each row's weight is 1 / its own labels or 1 / all labels.
  TokenBatch examples(boolean perExample) {
    JsonNode examples = json.path("training_examples");
    int n = examples.size();
    int[][] ids = new int[n][];
    int[][] positions = new int[n][];
    int[][] labels = new int[n][];
    int[] counts = new int[n];
    for (int i = 0; i < n; i++) {
      int prompt = examples.path(i).path("prompt_tokens").asInt();
      int[] text = ints(examples.path(i).path("ids"));
      ids[i] = text;
      positions[i] = IntStream.range(0, text.length).toArray();
      labels[i] = new int[text.length];
      Arrays.setAll(
          labels[i], t -> t + 1 < text.length && t + 1 >= prompt ? text[t + 1] : TokenBatch.IGNORE);
      counts[i] = (int) Arrays.stream(labels[i]).filter(l -> l != TokenBatch.IGNORE).count();
    }
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      weights[i] = 1f / (perExample ? counts[i] : Arrays.stream(counts).sum());
    }
    int[][] segments = Arrays.stream(ids).map(row -> new int[row.length]).toArray(int[][]::new);
    return new TokenBatch(ids, positions, segments, labels, weights);
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
