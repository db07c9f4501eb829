package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The base model's tensors: F32 files are used where they are mapped, halves become one F32 copy.
final class BaseWeights implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final NDManager arrays;
  private final NDArray[] tensors;
  private final Decoder.Tensors list;

  private BaseWeights(Path folder, LlamaConfig config, Decoder decoder) throws IOException {
    arrays = decoder.arrays().newSubManager();
    Map<String, Safetensors.View> files = views(folder, arena);
    List<WeightLayout.Weight> layout = WeightLayout.of(config);
    tensors = new NDArray[layout.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = tensor(arrays, layout.get(i), files.get(layout.get(i).name()));
    }
    list = decoder.list(tensors);
  }

  static BaseWeights load(Path folder, LlamaConfig config, Decoder decoder) {
    try {
      return new BaseWeights(folder, config, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model's weights: " + e.getMessage(), e);
    }
  }

  private static Map<String, Safetensors.View> views(Path folder, Arena arena) throws IOException {
    Path index = folder.resolve("model.safetensors.index.json");
    if (!Files.exists(index)) {
      return Safetensors.map(folder.resolve("model.safetensors"), arena);
    }
    Set<String> shards = new HashSet<>();
    new ObjectMapper()
        .readTree(index.toFile())
        .path("weight_map")
        .forEach(shard -> shards.add(shard.asText()));
    Map<String, Safetensors.View> all = new HashMap<>();
    for (String shard : shards) {
      all.putAll(Safetensors.map(folder.resolve(Path.of(shard).getFileName()), arena));
    }
    return all;
  }

  private static NDArray tensor(
      NDManager arrays, WeightLayout.Weight weight, Safetensors.@Nullable View view) {
    if (view == null || !Arrays.equals(view.shape(), weight.shape())) {
      throw new IllegalArgumentException(
          "the model lacks " + weight.name() + " " + Arrays.toString(weight.shape()));
    }
    Shape shape = new Shape(weight.shape());
    return view.isFloat32()
        ? arrays.create(
            view.bytes().asByteBuffer().order(ByteOrder.nativeOrder()), shape, DataType.FLOAT32)
        : arrays.create(view.floats(), shape);
  }

  NDArray[] tensors() {
    return tensors;
  }

  Decoder.Tensors list() {
    return list;
  }

  @Override
  public void close() {
    list.close();
    arrays.close();
    arena.close();
  }
}
