package org.datanet.inference.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The script on libtorch's CPU back end. The graph optimiser is switched off before every call (a
/// setting of the thread): it runs the first calls of a process by other kernels than the later
/// ones, so that a resumed training would differ in the last bits, and it gains nothing here.
final class TorchDecoder implements Decoder {

  /// libtorch's numbers of the types.
  private static final long FLOAT32 = 6;

  private static final long BFLOAT16 = 15;

  private final Model model;
  private final PtSymbolBlock block;
  private final NDManager arrays;
  private final NDArray[] rotary;
  private final Tensors rotaryList;
  private final Tensors none;

  private record Handle(IValue value) implements Tensors {
    @Override
    public void close() {
      value.close();
    }
  }

  private TorchDecoder(Model model, LlamaConfig config) {
    this.model = model;
    this.block = (PtSymbolBlock) model.getBlock();
    this.arrays = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    this.rotary = Rotary.tables(arrays, config);
    this.rotaryList = list(rotary);
    this.none = list();
  }

  /// Compiles the script.
  ///
  /// @param threads libtorch's intra-op threads, a setting of the whole process
  static TorchDecoder open(LlamaConfig config, int threads) {
    PassiveWaiting.set();
    Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(threads);
    return new TorchDecoder(compile(ScriptText.of(config, true)), config);
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
    return new TorchDecoder(compile(ScriptText.of(config, false)), config);
  }

  private static Model compile(String script) {
    Model model = Model.newInstance("decoder", Device.cpu(), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(ScriptArchive.of(script)));
    } catch (IOException e) {
      throw new UncheckedIOException("the decoder script cannot be loaded", e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException("the decoder script does not compile", e);
    }
    return model;
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
    PtNDArray[] all = Arrays.copyOf(tensors, tensors.length, PtNDArray[].class);
    return new Handle(IValue.listFrom(all));
  }

  @Override
  public NDArray zeros(NDManager owner, Shape shape, boolean half) {
    if (!half) {
      return owner.zeros(shape);
    }
    try (IValue sizes = IValue.listFrom(shape.getShape());
        IValue zeros = run("zeros16", sizes)) {
      return zeros.toTensor((PtNDManager) owner);
    }
  }

  @Override
  public MemorySegment memory(NDArray tensor) {
    ByteBuffer buffer = JniUtils.getByteBuffer((PtNDArray) tensor, true);
    return MemorySegment.ofBuffer(buffer.order(ByteOrder.nativeOrder()));
  }

  @Override
  public Tensors stepWeight(NDArray[] parts, boolean matrix, boolean half) {
    try (IValue list = IValue.listFrom(Arrays.copyOf(parts, parts.length, PtNDArray[].class));
        IValue type = IValue.from(half ? BFLOAT16 : FLOAT32)) {
      return new Handle(run(matrix ? "packed" : "dense", list, type));
    }
  }

  @Override
  public Tensors join(List<Tensors> lists) {
    IValue[] all = lists.stream().map(TorchDecoder::value).toArray(IValue[]::new);
    Tensors joined = new Handle(IValue.listFrom(all));
    lists.forEach(Tensors::close);
    return joined;
  }

  @Override
  public Tensors window(Tensors tables, int start, int count) {
    try (IValue from = IValue.from((long) start);
        IValue n = IValue.from((long) count)) {
      return new Handle(run("window", value(tables), from, n));
    }
  }

  @Override
  public Tensors pick(Tensors tables, NDArray rows) {
    try (IValue r = tensor(rows)) {
      return new Handle(run("pick", value(tables), r));
    }
  }

  @Override
  public NDArray step(StepInput input, Tensors weights, @Nullable Tensors adapters, KvCache cache) {
    try (IValue ids = tensor(input.ids());
        IValue positions = tensor(input.positions());
        IValue write = tensor(input.write());
        IValue read = tensor(input.read());
        IValue spans = IValue.listFrom(input.spans());
        IValue last = tensor(input.last());
        IValue logits =
            run(
                "step",
                ids,
                positions,
                value(weights),
                value(rotaryList),
                value(adapters == null ? none : adapters),
                value(cache.keys()),
                value(cache.values()),
                write,
                read,
                spans,
                last)) {
      return logits.toTensor((PtNDManager) input.ids().getManager());
    }
  }

  @Override
  public NDArray hidden(Tokens tokens, Tensors weights, @Nullable Tensors adapters, int layers) {
    try (IValue ids = tensor(tokens.ids());
        IValue positions = tensor(tokens.positions());
        IValue segments = tensor(tokens.segments());
        IValue count = IValue.from((long) layers);
        IValue states =
            run(
                "hidden",
                ids,
                positions,
                segments,
                value(weights),
                value(rotaryList),
                value(adapters == null ? none : adapters),
                count)) {
      return states.toTensor((PtNDManager) tokens.ids().getManager());
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
    return gradients("grads", in);
  }

  @Override
  public NDArray losses(Tokens tokens, BaseWeights weights, Trained adapter) {
    try (IValue ids = tensor(tokens.ids());
        IValue positions = tensor(tokens.positions());
        IValue segments = tensor(tokens.segments());
        IValue labels = tensor(tokens.labels());
        IValue values = tensor(adapter.values());
        IValue scale = tensor(adapter.scale());
        IValue how = tensor(adapter.how());
        IValue sums =
            run(
                "losses",
                ids,
                positions,
                segments,
                labels,
                value(weights.list()),
                value(rotaryList),
                values,
                scale,
                how)) {
      return sums.toTensor((PtNDManager) tokens.ids().getManager());
    }
  }

  @Override
  public NDArray fullLosses(Tokens tokens, NDArray parameters) {
    try (IValue ids = tensor(tokens.ids());
        IValue positions = tensor(tokens.positions());
        IValue segments = tensor(tokens.segments());
        IValue labels = tensor(tokens.labels());
        IValue all = tensor(parameters);
        IValue sums = run("fulllosses", ids, positions, segments, labels, value(rotaryList), all)) {
      return sums.toTensor((PtNDManager) tokens.ids().getManager());
    }
  }

  @Override
  public Gradients fullGrads(Tokens tokens, NDArray parameters, NDArray rows) {
    NDList in = named(tokens);
    addList(in, rotary, "r[]");
    in.add(parameters);
    in.add(rows);
    return gradients("fullgrads", in);
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

  /// DJL picks the script method by the name of the last array.
  private Gradients gradients(String method, NDList in) {
    NDArray marker = in.head().getManager().create(0f);
    marker.setName("module_method:" + method);
    in.add(marker);
    return NativeCalls.run(() -> withGradients(in));
  }

  private Gradients withGradients(NDList in) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    JniUtils.setGraphExecutorOptimize(false);
    try {
      NDList out = block.forward(new ParameterStore(arrays, false), in, true);
      return new Gradients(out.get(0), out.get(1));
    } finally {
      JniUtils.setGradMode(before);
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
        IValue p = tensor(parameters);
        IValue g = tensor(gradient);
        IValue m = tensor(first);
        IValue v = tensor(second);
        IValue wd = tensor(decay);
        IValue rate = IValue.from(update.rate());
        IValue c1 = IValue.from(update.correction1());
        IValue c2 = IValue.from(update.correction2());
        IValue most = IValue.from(update.maxNorm());
        IValue norm = run("adamw", p, g, m, v, wd, rate, c1, c2, most)) {
      return norm.toTensor((PtNDManager) scope).toFloatArray()[0];
    }
  }

  private IValue run(String method, IValue... arguments) {
    return NativeCalls.run(() -> {
      JniUtils.setGraphExecutorOptimize(false);
      return IValueUtils.runMethod(block, method, arguments);
    });
  }

  private static IValue tensor(NDArray array) {
    return IValue.from((PtNDArray) array);
  }

  private static IValue value(Tensors tensors) {
    return ((Handle) tensors).value();
  }

  @Override
  public void close() {
    none.close();
    rotaryList.close();
    arrays.close();
    model.close();
  }
}
