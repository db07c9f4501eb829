package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The base model's weights, mapped from its files, in the two forms the script takes. Each form is
/// made when it is first asked for: F32 files are used where they are mapped, other types become
/// one copy.
final class BaseWeights implements AutoCloseable {

  private final Arena arena;
  private final LlamaConfig config;
  private final Decoder decoder;
  private final NDManager arrays;
  private final Map<String, TensorView> files;
  private NDArray @Nullable [] tensors;
  private Decoder.@Nullable Tensors list;
  private Decoder.@Nullable Tensors steps;

  private BaseWeights(
      Map<String, TensorView> files, LlamaConfig config, Decoder decoder, Arena arena) {
    this.files = files;
    this.config = config;
    this.decoder = decoder;
    this.arena = arena;
    this.arrays = decoder.arrays().newSubManager();
  }

  /// Takes weights that [WeightFiles#check] has found good.
  ///
  /// @param arena of the files, closed with the weights
  static BaseWeights of(
      Map<String, TensorView> files, LlamaConfig config, Decoder decoder, Arena arena) {
    return new BaseWeights(files, config, decoder, arena);
  }

  /// Opens the weights of a model.
  @SuppressWarnings("MustBeClosedChecker") // closed with the weights
  static BaseWeights load(Path model, LlamaConfig config, Decoder decoder) {
    Arena arena = Arena.ofShared();
    return of(WeightFiles.open(model, arena), config, decoder, arena);
  }

  private static NDArray tensor(NDManager arrays, TensorView view) {
    Shape shape = new Shape(view.shape());
    return view.isFloat32()
        ? arrays.create(
            view.bytes().asByteBuffer().order(ByteOrder.nativeOrder()), shape, DataType.FLOAT32)
        : arrays.create(view.floats(), shape);
  }

  /// The weights of [WeightLayout] as 32-bit floats: for training and for states.
  NDArray[] tensors() {
    if (tensors == null) {
      tensors =
          WeightLayout.of(config).stream().map(w -> weight(arrays, w)).toArray(NDArray[]::new);
    }
    return tensors;
  }

  /// [#tensors] as one list.
  Decoder.Tensors list() {
    if (list == null) {
      list = decoder.list(tensors());
    }
    return list;
  }

  /// The weights as `step` takes them.
  ///
  /// @param half whether as bfloat16; the same in every call
  Decoder.Tensors steps(boolean half) {
    if (steps == null) {
      steps = StepWeights.of(config, decoder, half, this::weight);
    }
    return steps;
  }

  private NDArray weight(NDManager owner, WeightLayout.Weight weight) {
    return tensor(owner, WeightFiles.required(files.get(weight.name()), weight));
  }

  @Override
  public void close() {
    if (steps != null) {
      steps.close();
    }
    if (list != null) {
      list.close();
    }
    arrays.close();
    arena.close();
  }
}
