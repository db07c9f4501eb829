package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Parameters under training with their AdamW moments: either one adapter over a frozen base, or
/// all weights of a model. Gradients are computed inside the script. One thread at a time, and one
/// training per process.
public final class TrainableParameters implements AutoCloseable {

  private final LlamaConfig config;
  private final Decoder decoder;
  private final @Nullable BaseWeights frozen;
  private final NDManager arrays;
  private final NDArray values;
  private final NDArray first;
  private final NDArray second;
  private final NDArray scale;
  private final float[] decayed;
  private long step;

  /// Everything needed to go on exactly: values, both moments, number of updates made.
  public record State(float[] values, float[] first, float[] second, long step) {}

  /// Loss of one update: mean over labelled tokens (nats) before it, gradient norm before clipping.
  public record Loss(double mean, double gradientNorm) {}

  /// Per example: its summed loss (nats) and its gradient, flat as the parameters.
  public record ExampleGradients(float[] lossSums, float[][] gradients) {}

  private TrainableParameters(
      LlamaConfig config,
      Decoder decoder,
      @Nullable BaseWeights frozen,
      float[] start,
      double scale) {
    this.config = config;
    this.decoder = decoder;
    this.frozen = frozen;
    this.arrays = decoder.arrays().newSubManager();
    Shape shape = new Shape(1, start.length);
    this.values = arrays.create(start, shape);
    this.first = arrays.zeros(shape);
    this.second = arrays.zeros(shape);
    this.scale = arrays.create(new float[] {(float) scale});
    this.decayed = frozen == null ? matrixMask(config) : new float[] {1};
  }

  /// A fresh adapter over all seven targets, as PEFT starts it (B is zero).
  ///
  /// @param scaling factor before B A, see [LoraAdapter#scaling]
  public static TrainableParameters newAdapter(
      LlamaEngine engine, int rank, double scaling, long seed) {
    float[] start = AdapterRow.initial(engine.config(), rank, seed);
    return new TrainableParameters(
        engine.config(), engine.decoder(), engine.weights(), start, scaling);
  }

  /// Training that goes on from an adapter.
  public static TrainableParameters of(LlamaEngine engine, LoraAdapter adapter) {
    float[] start = AdapterRow.flatten(engine.config(), adapter, adapter.rank(), 1);
    return new TrainableParameters(
        engine.config(), engine.decoder(), engine.weights(), start, adapter.scaling());
  }

  /// All weights of a new model: matrices normal with deviation 0.02 (the two that write to the
  /// residual stream divided by sqrt(2 layers), as in GPT-2), norms one. Decay spares the norms.
  public static TrainableParameters newModel(LlamaConfig config, int threads, long seed) {
    Decoder decoder = TorchDecoder.open(config, threads);
    return new TrainableParameters(config, decoder, null, initialModel(config, seed), 1);
  }

  private static float[] initialModel(LlamaConfig config, long seed) {
    List<WeightLayout.Weight> layout = WeightLayout.of(config);
    float[] all = new float[layout.stream().mapToInt(WeightLayout.Weight::size).sum()];
    Random random = new Random(seed);
    int at = 0;
    for (WeightLayout.Weight weight : layout) {
      boolean residual = weight.name().contains("o_proj") || weight.name().contains("down_proj");
      double deviation = residual ? 0.02 / Math.sqrt(2.0 * config.layers()) : 0.02;
      for (int end = at + weight.size(); at < end; at++) {
        all[at] = weight.isMatrix() ? (float) (random.nextGaussian() * deviation) : 1;
      }
    }
    return all;
  }

  private static float[] matrixMask(LlamaConfig config) {
    List<WeightLayout.Weight> layout = WeightLayout.of(config);
    float[] mask = new float[layout.stream().mapToInt(WeightLayout.Weight::size).sum()];
    int at = 0;
    for (WeightLayout.Weight weight : layout) {
      Arrays.fill(mask, at, at + weight.size(), weight.isMatrix() ? 1 : 0);
      at += weight.size();
    }
    return mask;
  }

  /// One update on a batch.
  public Loss update(TokenBatch batch, AdamW settings) {
    try (NDManager scope = decoder.arrays().newSubManager()) {
      NDArray rows = scope.create(batch.rowWeights());
      Decoder.Gradients g = gradients(batch.tokens(scope), values, rows);
      float[] decay = decayed.clone();
      for (int i = 0; i < decay.length; i++) {
        decay[i] *= (float) settings.weightDecay();
      }
      step++;
      double norm =
          decoder.adamw(
              values,
              g.gradient(),
              first,
              second,
              scope.create(decay, new Shape(1, decay.length)),
              settings.update(step));
      return new Loss(mean(g.rowSums(), batch), norm);
    }
  }

  /// Mean loss over labelled tokens, in nats, without an update.
  public double loss(TokenBatch batch) {
    try (NDManager scope = decoder.arrays().newSubManager()) {
      NDArray rows = scope.create(batch.rowWeights());
      return mean(gradients(batch.tokens(scope), values, rows).rowSums(), batch);
    }
  }

  /// The gradient of every row of the batch on its own, in one pass (adapters only): row i is that
  /// of `rowWeights[i]` times the summed loss of row i.
  public ExampleGradients exampleGradients(TokenBatch batch) {
    if (frozen == null) {
      throw new IllegalStateException("per-example gradients need an adapter");
    }
    try (NDManager scope = decoder.arrays().newSubManager()) {
      int rows = batch.ids().length;
      NDArray copies = values.repeat(0, rows);
      copies.attach(scope);
      NDArray weights = scope.create(batch.rowWeights());
      Decoder.Gradients g = gradients(batch.tokens(scope), copies, weights);
      float[] flat = g.gradient().toFloatArray();
      float[][] split = new float[rows][];
      int size = flat.length / rows;
      for (int i = 0; i < rows; i++) {
        split[i] = Arrays.copyOfRange(flat, i * size, (i + 1) * size);
      }
      return new ExampleGradients(g.rowSums().toFloatArray(), split);
    }
  }

  private Decoder.Gradients gradients(Decoder.Tokens tokens, NDArray at, NDArray rows) {
    return frozen == null
        ? decoder.fullGrads(tokens, at, rows)
        : decoder.grads(tokens, frozen.tensors(), at, scale, rows);
  }

  private static double mean(NDArray rowSums, TokenBatch batch) {
    double sum = 0;
    for (float row : rowSums.toFloatArray()) {
      sum += row;
    }
    return sum / Math.max(1, batch.labelled());
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

  /// The values as PEFT tensors over the given targets.
  Map<String, float[]> tensors(int rank, List<String> targets) {
    return AdapterRow.unflatten(config, values.toFloatArray(), rank, targets);
  }

  /// The values as an adapter over all seven targets.
  ///
  /// @param baseModel name written into the files
  public LoraAdapter adapter(int rank, double alpha, boolean rslora, String baseModel) {
    List<String> targets = config.projections().stream().map(Projection::target).toList();
    return new LoraAdapter(rank, alpha, rslora, targets, tensors(rank, targets), baseModel);
  }

  @Override
  public void close() {
    arrays.close();
    if (frozen == null) {
      decoder.close();
    }
  }
}
