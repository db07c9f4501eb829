package org.datanet.inference.model;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters under training with their AdamW moments: either one adapter over a frozen base, or
/// all weights of a model. Gradients are computed inside the script. One thread at a time, and one
/// training per process.
public final class TrainableParameters implements AutoCloseable {

  private final Decoder decoder;
  private final @Nullable Frozen frozen;
  private final NDManager arrays;
  private final NDArray values;
  private final NDArray first;
  private final NDArray second;
  private final NDArray scale;
  private final float[] decayed;
  private NDArray how;
  private long step;

  /// The base an adapter is trained over.
  private record Frozen(BaseWeights weights, LoraShape shape, AdapterParameters layout) {}

  /// Everything needed to go on exactly: values, both moments, number of updates made.
  public record State(float[] values, float[] first, float[] second, long step) {}

  /// Loss of one update: mean over labelled tokens (nats) before it, gradient norm before clipping.
  public record Loss(double mean, double gradientNorm) {}

  /// Per row: its summed loss (nats), and how many of its labels were the likeliest token.
  public record RowLosses(float[] lossSums, int[] hits) {}

  /// Per example: its summed loss (nats) and its gradient, flat as the parameters.
  public record ExampleGradients(float[] lossSums, float[][] gradients) {}

  private TrainableParameters(
      Decoder decoder, @Nullable Frozen frozen, float[] start, float[] decayed) {
    this.decoder = decoder;
    this.frozen = frozen;
    this.decayed = decayed;
    this.arrays = decoder.arrays().newSubManager();
    Shape shape = new Shape(1, start.length);
    this.values = arrays.create(start, shape);
    this.first = arrays.zeros(shape);
    this.second = arrays.zeros(shape);
    this.scale = arrays.create(new float[] {frozen == null ? 1 : (float) frozen.shape().scaling()});
    this.how = how(false);
  }

  private static TrainableParameters over(LlamaEngine engine, Frozen frozen, float[] start) {
    return new TrainableParameters(engine.decoder(), frozen, start, new float[] {1});
  }

  private static Frozen frozen(LlamaEngine engine, LoraShape shape) {
    return new Frozen(engine.weights(), shape, new AdapterParameters(engine.config(), shape));
  }

  /// A fresh adapter, as PEFT starts it (B is zero).
  public static TrainableParameters newAdapter(LlamaEngine engine, LoraShape shape, long seed) {
    Frozen frozen = frozen(engine, shape);
    return over(engine, frozen, frozen.layout().initial(seed));
  }

  /// A fresh adapter over all seven targets.
  ///
  /// @param scaling factor before B A, see [LoraShape#scaling]
  public static TrainableParameters newAdapter(
      LlamaEngine engine, int rank, double scaling, long seed) {
    return newAdapter(engine, LoraShape.of(rank, scaling * rank), seed);
  }

  /// Training that goes on from an adapter, over the matrices it targets.
  public static TrainableParameters of(LlamaEngine engine, LoraAdapter adapter) {
    Frozen frozen = frozen(engine, LoraShape.of(adapter));
    return over(engine, frozen, frozen.layout().of(adapter));
  }

  /// All weights of a new model: matrices normal with deviation 0.02 (the two that write to the
  /// residual stream divided by sqrt(2 layers), as in GPT-2), norms one. Decay spares the norms.
  public static TrainableParameters newModel(LlamaConfig config, int threads, long seed) {
    return model(config, threads, FullWeights.initial(config, seed));
  }

  /// All weights of a model in Hugging Face layout, to be trained on.
  public static TrainableParameters ofModel(
      LlamaConfig config, java.nio.file.Path folder, int threads) {
    return model(config, threads, FullWeights.read(config, folder));
  }

  private static TrainableParameters model(LlamaConfig config, int threads, float[] start) {
    Decoder decoder = TorchDecoder.open(config, threads);
    return new TrainableParameters(decoder, null, start, FullWeights.decayed(config));
  }

  /// Names and versions of the libraries that compute, for records of a run.
  public static Map<String, String> libraries() {
    return new java.util.TreeMap<>(
        Map.of(
            "libtorch", Engine.getEngine("PyTorch").getVersion(), "djl", Engine.getDjlVersion()));
  }

  /// From now on the passes are computed in bfloat16 where `half`; parameters, moments and losses
  /// stay 32-bit. For adapters only.
  public void computeInHalf(boolean half) {
    if (frozen == null && half) {
      throw new IllegalStateException("all weights are trained in 32-bit floats only");
    }
    NDArray old = how;
    how = how(half);
    old.close();
  }

  private NDArray how(boolean half) {
    float[] chosen = frozen == null ? new float[7] : frozen.shape().chosen();
    float[] how = Arrays.copyOf(chosen, 8);
    how[7] = half ? 1 : 0;
    return arrays.create(how);
  }

  /// One update on a batch.
  public Loss update(TokenBatch batch, AdamW settings) {
    return update(List.of(batch), settings);
  }

  /// One update on the sum of some passes' gradients; row weights span all of them.
  public Loss update(List<TokenBatch> passes, AdamW settings) {
    try (NDManager scope = decoder.arrays().newSubManager()) {
      double sum = 0;
      NDArray gradient = null;
      for (TokenBatch batch : passes) {
        Decoder.Gradients g = gradients(scope, batch, values);
        for (float row : g.rowSums().toFloatArray()) {
          sum += row;
        }
        gradient = gradient == null ? g.gradient() : gradient.addi(g.gradient());
      }
      if (gradient == null) {
        throw new IllegalArgumentException("an update needs at least one pass");
      }
      double norm = apply(scope, gradient, settings);
      int labelled = passes.stream().mapToInt(TokenBatch::labelled).sum();
      return new Loss(sum / Math.max(1, labelled), norm);
    }
  }

  private double apply(NDManager scope, NDArray gradient, AdamW settings) {
    float[] decay = decayed.clone();
    for (int i = 0; i < decay.length; i++) {
      decay[i] *= (float) settings.weightDecay();
    }
    step++;
    NDArray decays = scope.create(decay, new Shape(1, decay.length));
    return decoder.adamw(values, gradient, first, second, decays, settings.update(step));
  }

  /// Mean loss over labelled tokens, in nats, without an update.
  public double loss(TokenBatch batch) {
    double sum = 0;
    for (float row : losses(batch).lossSums()) {
      sum += row;
    }
    return sum / Math.max(1, batch.labelled());
  }

  /// Losses without gradients; row weights do not count.
  public RowLosses losses(TokenBatch batch) {
    try (NDManager scope = decoder.arrays().newSubManager()) {
      Decoder.Tokens tokens = batch.tokens(scope);
      NDArray both =
          frozen == null
              ? decoder.fullLosses(tokens, values)
              : decoder.losses(tokens, frozen.weights(), trained(values));
      float[] flat = both.toFloatArray();
      int rows = flat.length / 2;
      int[] hits = new int[rows];
      Arrays.setAll(hits, i -> Math.round(flat[rows + i]));
      return new RowLosses(Arrays.copyOf(flat, rows), hits);
    }
  }

  /// The gradient of every row of the batch on its own, in one pass (adapters only): row i is that
  /// of `rowWeights[i]` times the summed loss of row i. Takes about four times the size of the
  /// gradients in memory.
  public ExampleGradients exampleGradients(TokenBatch batch) {
    if (frozen == null) {
      throw new IllegalStateException("per-example gradients need an adapter");
    }
    try (NDManager scope = decoder.arrays().newSubManager()) {
      int rows = batch.ids().length;
      NDArray copies = values.repeat(0, rows);
      copies.attach(scope);
      Decoder.Gradients g = gradients(scope, batch, copies);
      float[] flat = g.gradient().toFloatArray();
      float[][] split = new float[rows][];
      int size = flat.length / rows;
      for (int i = 0; i < rows; i++) {
        split[i] = Arrays.copyOfRange(flat, i * size, (i + 1) * size);
      }
      return new ExampleGradients(g.rowSums().toFloatArray(), split);
    }
  }

  private Decoder.Gradients gradients(NDManager scope, TokenBatch batch, NDArray at) {
    NDArray rows = scope.create(batch.rowWeights());
    return frozen == null
        ? decoder.fullGrads(batch.tokens(scope), at, rows)
        : decoder.grads(batch.tokens(scope), frozen.weights(), trained(at), rows);
  }

  private Decoder.Trained trained(NDArray at) {
    return new Decoder.Trained(at, scale, how);
  }

  /// A copy of the state, for a checkpoint.
  public State state() {
    return new State(values.toFloatArray(), first.toFloatArray(), second.toFloatArray(), step);
  }

  /// Goes back to a state.
  public void restore(State state) {
    values.set(state.values());
    first.set(state.first());
    second.set(state.second());
    step = state.step();
  }

  /// A copy of the values.
  public float[] values() {
    return values.toFloatArray();
  }

  /// Replaces the values and leaves the moments.
  public void set(float[] newValues) {
    values.set(newValues);
  }

  /// Names of the adapter's tensors with their number of values, in the order of a flat gradient.
  public Map<String, Integer> layers() {
    return adapterOnly().layout().sizes();
  }

  /// PEFT's tensors of flat values (or of a gradient).
  Map<String, float[]> tensors(float[] flat) {
    return adapterOnly().layout().tensors(flat);
  }

  /// The values as an adapter.
  ///
  /// @param baseModel name written into the files
  public LoraAdapter adapter(String baseModel) {
    LoraShape shape = adapterOnly().shape();
    Map<String, float[]> tensors = tensors(values());
    return new LoraAdapter(
        shape.rank(), shape.alpha(), shape.rslora(), shape.targets(), tensors, baseModel);
  }

  private Frozen adapterOnly() {
    if (frozen == null) {
      throw new IllegalStateException("a whole model is trained here, no adapter");
    }
    return frozen;
  }

  @Override
  public void close() {
    arrays.close();
    if (frozen == null) {
      decoder.close();
    }
  }
}
