package org.datanet.inference.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A script compiled by libtorch, on the CPU. The graph optimiser is switched off before every call
/// (a setting of the thread): it runs the first calls of a process by other kernels than the later
/// ones, so that a resumed training would differ in the last bits, and it gains nothing here.
final class TorchScript implements AutoCloseable {

  private final Model model;
  private final PtSymbolBlock block;

  private TorchScript(Model model) {
    this.model = model;
    this.block = (PtSymbolBlock) model.getBlock();
  }

  static TorchScript compile(String text) {
    Model model = Model.newInstance("decoder", Device.cpu(), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(ScriptArchive.of(text)));
    } catch (IOException e) {
      throw new UncheckedIOException("the decoder script cannot be loaded", e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException("the decoder script does not compile", e);
    }
    return new TorchScript(model);
  }

  TorchCall call(String method) {
    return new TorchCall(block, method);
  }

  /// Calls a method that returns loss sums and a gradient.
  ///
  /// @param in arguments; those of one list argument have its name with `[]`
  /// @param arrays owner of the results
  Decoder.Gradients gradients(String method, NDList in, NDManager arrays) {
    // DJL picks the method by the name of the last array
    NDArray marker = in.head().getManager().create(0f);
    marker.setName("module_method:" + method);
    in.add(marker);
    return NativeCalls.run(() -> withGradients(in, arrays));
  }

  private Decoder.Gradients withGradients(NDList in, NDManager arrays) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    JniUtils.setGraphExecutorOptimize(false);
    try {
      NDList out = block.forward(new ParameterStore(arrays, false), in, true);
      return new Decoder.Gradients(out.get(0), out.get(1));
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
