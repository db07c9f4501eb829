package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The base model's tensors: F32 files are used where they are mapped, other types become one F32
/// copy.
final class BaseWeights implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final NDManager arrays;
  private final NDArray[] tensors;
  private final Decoder.Tensors list;

  private BaseWeights(Path model, LlamaConfig config, Decoder decoder) {
    arrays = decoder.arrays().newSubManager();
    Map<String, TensorView> files = WeightFiles.open(model, arena);
    List<WeightLayout.Weight> layout = WeightLayout.of(config);
    tensors = new NDArray[layout.size()];
    for (int i = 0; i < tensors.length; i++) {
      WeightLayout.Weight weight = layout.get(i);
      tensors[i] = tensor(arrays, WeightFiles.required(files.get(weight.name()), weight));
    }
    list = decoder.list(tensors);
  }

  /// Loads weights that [WeightFiles#check] has found good.
  static BaseWeights load(Path model, LlamaConfig config, Decoder decoder) {
    return new BaseWeights(model, config, decoder);
  }

  private static NDArray tensor(NDManager arrays, TensorView view) {
    Shape shape = new Shape(view.shape());
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
