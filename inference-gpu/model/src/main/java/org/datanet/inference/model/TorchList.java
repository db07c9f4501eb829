package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;

/// A list of tensors inside libtorch, which the script takes and gives as a whole.
record TorchList(IValue value) implements Decoder.Tensors {

  static TorchList of(NDArray... tensors) {
    return new TorchList(
        IValue.listFrom(Arrays.copyOf(tensors, tensors.length, PtNDArray[].class)));
  }

  static IValue value(Decoder.Tensors tensors) {
    return ((TorchList) tensors).value;
  }

  @Override
  public void close() {
    value.close();
  }
}
