package org.datanet.inference.model;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tensors of a base model under their Hugging Face names, mapped from its files: one
/// `model.safetensors`, the shards that `model.safetensors.index.json` names, or one GGUF file.
final class WeightFiles {

  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private WeightFiles() {}

  /// Maps the files; the views live as long as `arena`.
  ///
  /// @throws IllegalArgumentException when a file is missing, cut or contradicts itself
  static Map<String, TensorView> open(Path model, Arena arena) {
    try {
      if (Gguf.isFile(model)) {
        return new GgufModel(Gguf.open(model, arena)).weights(arena);
      }
      if (Files.exists(model.resolve(INDEX))) {
        return shards(model, JSON.readTree(model.resolve(INDEX).toFile()), arena);
      }
      if (!Files.exists(model.resolve(SINGLE))) {
        throw new IllegalArgumentException(
            "the model folder lacks %s and %s".formatted(SINGLE, INDEX));
      }
      return Safetensors.map(model.resolve(SINGLE), arena);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model's weights: " + e.getMessage(), e);
    }
  }

  private static Map<String, TensorView> shards(Path folder, JsonNode index, Arena arena)
      throws IOException {
    Map<String, Map<String, TensorView>> shards = new HashMap<>();
    Map<String, TensorView> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : index.path("weight_map").properties()) {
      String shard = e.getValue().asText();
      if (!shards.containsKey(shard)) {
        shards.put(shard, Safetensors.map(shard(folder, shard), arena));
      }
      TensorView view = shards.get(shard).get(e.getKey());
      if (view == null) {
        throw new IllegalArgumentException(
            "%s says that %s holds %s, but it does not".formatted(INDEX, shard, e.getKey()));
      }
      all.put(e.getKey(), view);
    }
    return all;
  }

  private static Path shard(Path folder, String name) {
    if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "%s names the shard '%s'; a shard is a file in the model's own folder"
              .formatted(INDEX, name));
    }
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "%s names the shard %s, which is missing".formatted(INDEX, name));
    }
    return file;
  }

  /// Checks that the files hold every weight of the model in its shape, in a known type, with
  /// finite values. Reads them once; takes no memory.
  ///
  /// @throws IllegalArgumentException naming the first tensor that is wrong, and what it should be
  static void check(Map<String, TensorView> views, LlamaConfig config) {
    List<WeightLayout.Weight> layout = WeightLayout.of(config);
    layout.forEach(weight -> required(views.get(weight.name()), weight));
    layout.forEach(weight -> requireFinite(required(views.get(weight.name()), weight), weight));
  }

  /// The view of a weight, when it is there and has the weight's shape and a known type.
  static TensorView required(@Nullable TensorView view, WeightLayout.Weight weight) {
    if (view == null) {
      throw new IllegalArgumentException(
          "the model lacks the tensor %s %s"
              .formatted(weight.name(), Arrays.toString(weight.shape())));
    }
    if (!Arrays.equals(view.shape(), weight.shape())) {
      throw new IllegalArgumentException(
          "the tensor %s has shape %s, the configuration needs %s"
              .formatted(
                  weight.name(), Arrays.toString(view.shape()), Arrays.toString(weight.shape())));
    }
    if (!view.isReadable()) {
      throw new IllegalArgumentException(
          "the tensor %s has type %s, which is not supported"
              .formatted(weight.name(), view.dtype()));
    }
    return view;
  }

  private static void requireFinite(TensorView view, WeightLayout.Weight weight) {
    long at = view.firstNotFinite();
    if (at >= 0) {
      throw new IllegalArgumentException(
          "the tensor %s is damaged: value %d is NaN or infinite".formatted(weight.name(), at));
    }
  }
}
