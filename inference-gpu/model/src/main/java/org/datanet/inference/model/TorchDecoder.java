package org.datanet.inference.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The script on libtorch's CPU back end.
final class TorchDecoder implements Decoder {

  /// libtorch's numbers of the types.
  private static final long FLOAT32 = 6;

  private static final long BFLOAT16 = 15;

  private final TorchScript script;
  private final NDManager arrays;
  private final NDArray[] rotary;
  private final Tensors rotaryList;
  private final Tensors none;

  private TorchDecoder(TorchScript script, LlamaConfig config) {
    this.script = script;
    this.arrays = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    this.rotary = Rotary.tables(arrays, config);
    this.rotaryList = list(rotary);
    this.none = list();
  }

  /// Compiles the script.
  ///
  /// @param threads libtorch's intra-op threads, a setting of the whole process
  static TorchDecoder open(LlamaConfig config, int threads) {
    BriefSpinning.set();
    Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(threads);
    return new TorchDecoder(TorchScript.compile(ScriptText.of(config, true)), config);
  }

  /// Compiles the script for serving; where oneDNN cannot reorder weights of this precision (no
  /// AVX-512 for bfloat16), products take them as they are.
  static TorchDecoder open(LlamaConfig config, Precision precision, int threads) {
    TorchDecoder decoder = open(config, threads);
    if (decoder.reorders(precision.half())) {
      return decoder;
    }
    decoder.close();
    return plain(config);
  }

  /// The script whose products take weights as they are.
  static TorchDecoder plain(LlamaConfig config) {
    return new TorchDecoder(TorchScript.compile(ScriptText.of(config, false)), config);
  }

  private boolean reorders(boolean half) {
    try (NDManager scope = arrays.newSubManager()) {
      stepWeight(new NDArray[] {scope.zeros(new Shape(64, 64))}, true, half).close();
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  @Override
  public NDManager arrays() {
    return arrays;
  }

  @Override
  public Tensors list(NDArray... tensors) {
    return TorchList.of(tensors);
  }

  @Override
  public NDArray zeros(NDManager owner, Shape shape, boolean half) {
    if (!half) {
      return owner.zeros(shape);
    }
    try (TorchCall call = script.call("zeros16")) {
      return call.withAll(shape.getShape()).tensor(owner);
    }
  }

  @Override
  public MemorySegment memory(NDArray tensor) {
    ByteBuffer buffer = JniUtils.getByteBuffer((PtNDArray) tensor, true);
    return MemorySegment.ofBuffer(buffer.order(ByteOrder.nativeOrder()));
  }

  @Override
  public Tensors stepWeight(NDArray[] parts, boolean matrix, boolean half) {
    try (Tensors list = list(parts);
        TorchCall call = script.call(matrix ? "packed" : "dense")) {
      return call.with(list).with(half ? BFLOAT16 : FLOAT32).list();
    }
  }

  @Override
  public Tensors join(List<Tensors> lists) {
    IValue[] all = lists.stream().map(TorchList::value).toArray(IValue[]::new);
    Tensors joined = new TorchList(IValue.listFrom(all));
    lists.forEach(Tensors::close);
    return joined;
  }

  @Override
  public Tensors window(Tensors tables, int start, int count) {
    try (TorchCall call = script.call("window")) {
      return call.with(tables).with((long) start).with((long) count).list();
    }
  }

  @Override
  public Tensors pick(Tensors tables, NDArray rows) {
    try (TorchCall call = script.call("pick")) {
      return call.with(tables).with(rows).list();
    }
  }

  @Override
  public NDArray step(StepInput input, Tensors weights, @Nullable Tensors adapters, KvCache cache) {
    try (TorchCall call = script.call("step")) {
      return call.with(input.ids(), input.positions())
          .with(weights, rotaryList, adapters == null ? none : adapters)
          .with(cache.keys(), cache.values())
          .with(input.write(), input.read())
          .withAll(input.spans())
          .with(input.last())
          .tensor(input.ids().getManager());
    }
  }

  @Override
  public NDArray hidden(Tokens tokens, Tensors weights, @Nullable Tensors adapters, int layers) {
    try (TorchCall call = script.call("hidden")) {
      return call.with(tokens.ids(), tokens.positions(), tokens.segments())
          .with(weights, rotaryList, adapters == null ? none : adapters)
          .with((long) layers)
          .tensor(tokens.ids().getManager());
    }
  }

  @Override
  public NDArray losses(Tokens tokens, BaseWeights weights, Trained adapter) {
    try (TorchCall call = script.call("losses")) {
      return call.with(tokens.ids(), tokens.positions(), tokens.segments(), tokens.labels())
          .with(weights.list(), rotaryList)
          .with(adapter.values(), adapter.scale(), adapter.how())
          .tensor(tokens.ids().getManager());
    }
  }

  @Override
  public NDArray fullLosses(Tokens tokens, NDArray parameters) {
    try (TorchCall call = script.call("fulllosses")) {
      return call.with(tokens.ids(), tokens.positions(), tokens.segments(), tokens.labels())
          .with(rotaryList)
          .with(parameters)
          .tensor(tokens.ids().getManager());
    }
  }

  @Override
  public Gradients grads(Tokens tokens, BaseWeights weights, Trained adapter, NDArray rows) {
    NDList in = named(tokens);
    addList(in, weights.tensors(), "w[]");
    addList(in, rotary, "r[]");
    in.add(adapter.values());
    in.add(adapter.scale());
    in.add(adapter.how());
    in.add(rows);
    return script.gradients("grads", in, arrays);
  }

  @Override
  public Gradients fullGrads(Tokens tokens, NDArray parameters, NDArray rows) {
    NDList in = named(tokens);
    addList(in, rotary, "r[]");
    in.add(parameters);
    in.add(rows);
    return script.gradients("fullgrads", in, arrays);
  }

  private static NDList named(Tokens tokens) {
    return new NDList(tokens.ids(), tokens.positions(), tokens.segments(), tokens.labels());
  }

  private static void addList(NDList in, NDArray[] tensors, String name) {
    for (NDArray tensor : tensors) {
      tensor.setName(name);
      in.add(tensor);
    }
  }

  @Override
  public double adamw(
      NDArray parameters,
      NDArray gradient,
      NDArray first,
      NDArray second,
      NDArray decay,
      Update update) {
    try (NDManager scope = arrays.newSubManager();
        TorchCall call = script.call("adamw")) {
      return call.with(parameters, gradient, first, second, decay)
          .with(update.rate(), update.correction1(), update.correction2(), update.maxNorm())
          .tensor(scope)
          .toFloatArray()[0];
    }
  }

  @Override
  public void close() {
    none.close();
    rotaryList.close();
    arrays.close();
    script.close();
  }
}
