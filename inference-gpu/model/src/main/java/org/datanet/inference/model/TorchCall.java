package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/// One call of a method of the script: its arguments in their order, then [#tensor] or [#list].
/// What libtorch makes of an argument for this call is freed when the call is closed; lists are
/// their owners'.
final class TorchCall implements AutoCloseable {

  private final PtSymbolBlock block;
  private final String method;
  private final List<IValue> arguments = new ArrayList<>();
  private final List<IValue> made = new ArrayList<>();

  TorchCall(PtSymbolBlock block, String method) {
    this.block = block;
    this.method = method;
  }

  TorchCall with(NDArray... tensors) {
    for (NDArray tensor : tensors) {
      add(IValue.from((PtNDArray) tensor));
    }
    return this;
  }

  TorchCall with(Decoder.Tensors... lists) {
    for (Decoder.Tensors list : lists) {
      arguments.add(TorchList.value(list));
    }
    return this;
  }

  TorchCall with(long number) {
    return add(IValue.from(number));
  }

  TorchCall with(double... numbers) {
    for (double number : numbers) {
      add(IValue.from(number));
    }
    return this;
  }

  /// One argument that is a list of numbers.
  TorchCall withAll(long[] numbers) {
    return add(IValue.listFrom(numbers));
  }

  private TorchCall add(IValue value) {
    made.add(value);
    arguments.add(value);
    return this;
  }

  /// Runs a method that returns a tensor, which `owner` frees.
  NDArray tensor(NDManager owner) {
    try (IValue result = run()) {
      return result.toTensor((PtNDManager) owner);
    }
  }

  /// Runs a method that returns a list of tensors.
  TorchList list() {
    return new TorchList(run());
  }

  private IValue run() {
    return NativeCalls.run(() -> {
      JniUtils.setGraphExecutorOptimize(false);
      return IValueUtils.runMethod(block, method, arguments.toArray(IValue[]::new));
    });
  }

  @Override
  public void close() {
    made.forEach(IValue::close);
  }
}
