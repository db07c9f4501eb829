package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A loaded base model with its compiled decoder, on the CPU.
///
/// Thread rule: one thread at a time calls [#step], [AdapterSlab#attach] and [AdapterSlab#clear] of
/// one engine. Several engines may live in one process; the number of threads is then shared.
public final class LlamaEngine implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LlamaEngine.class.getName());

  private final LlamaConfig config;
  private final Tokenizer tokenizer;
  private final Decoder decoder;
  private final BaseWeights weights;
  private final Precision precision;
  private final @Nullable VectorDecoder few;

  private LlamaEngine(
      LlamaConfig config,
      Precision precision,
      Tokenizer tokenizer,
      Decoder decoder,
      BaseWeights weights,
      @Nullable VectorDecoder few) {
    this.config = config;
    this.precision = precision;
    this.tokenizer = tokenizer;
    this.decoder = decoder;
    this.weights = weights;
    this.few = few;
  }

  /// Loads a folder in Hugging Face layout: `config.json`, `tokenizer.json`, `model.safetensors`
  /// (or its shards).
  ///
  /// @param threads threads of one step, >= 1; set for the whole process
  /// @throws IllegalArgumentException when the folder is not a supported Llama-family model
  public static LlamaEngine load(Path modelFolder, int threads) {
    return load(modelFolder, Precision.F32, threads);
  }

  /// Loads a model for serving in the given precision; see [#load(Path, int)]. Only F32 can train.
  @SuppressWarnings("MustBeClosedChecker") // the weights close it
  public static LlamaEngine load(Path modelFolder, Precision precision, int threads) {
    Arena arena = Arena.ofShared();
    ModelSource source = checked(modelFolder, arena);
    LlamaConfig config = source.config();
    Decoder decoder = TorchDecoder.open(config, precision, threads);
    BaseWeights weights = BaseWeights.of(source.weights(), config, decoder, arena);
    if (precision.half()) {
      weights.steps(true);
    }
    VectorDecoder few = precision == Precision.INT8 ? few(source, threads) : null;
    Tokenizer tokenizer = Tokenizer.of(source.tokenizer());
    return new LlamaEngine(config, precision, tokenizer, decoder, weights, few);
  }

  private static ModelSource checked(Path model, Arena arena) {
    try {
      ModelSource source = ModelSource.open(model, arena);
      WeightFiles.check(source.weights(), source.config());
      return source;
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static @Nullable VectorDecoder few(ModelSource source, int threads) {
    if (!VectorDecoder.isAvailable()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Java was started without --add-modules jdk.incubator.vector: single tokens are decoded"
              + " by the script in bfloat16, which takes several times as long");
      return null;
    }
    return VectorDecoder.open(source.weights(), source.config(), false, threads);
  }

  /// Shape of the model.
  public LlamaConfig config() {
    return config;
  }

  /// How weights and cache are held.
  public Precision precision() {
    return precision;
  }

  /// The model's tokenizer.
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /// A cache for `tokenSlots` tokens, slot 0 (trash) included.
  public KvCache newCache(int tokenSlots) {
    return new KvCache(decoder, config, precision, tokenSlots);
  }

  /// A table for `rows` adapters of at most `rank`; all rows start as the base model.
  public AdapterSlab newSlab(int rows, int rank) {
    return new AdapterSlab(decoder, config, rows, rank);
  }

  /// Runs the new tokens of every row through the decoder, writing the cache.
  ///
  /// @param slab adapters of the rows, or null for the base model in every row
  /// @return logits `[rows][vocab]` after each row's `lastIndex` token
  public float[][] step(StepBatch batch, KvCache cache, @Nullable AdapterSlab slab) {
    if (few != null && batch.tokens() <= VectorDecoder.MOST_TOKENS) {
      return few.step(batch, cache, slab);
    }
    try (NDManager scope = decoder.arrays().newSubManager()) {
      return logits(scope, batch, StepInput.of(scope, batch), cache, slab);
    }
  }

  /// Like [#step], with logits after every new token, row by row.
  float[][] stepAll(StepBatch batch, KvCache cache, @Nullable AdapterSlab slab) {
    if (few != null && batch.tokens() <= VectorDecoder.MOST_TOKENS) {
      return few.stepAll(batch, cache, slab);
    }
    long[] all =
        IntStream.range(0, batch.ids().length)
            .flatMap(row ->
                IntStream.range(0, batch.ids()[row].length).map(i -> row * batch.width() + i))
            .asLongStream()
            .toArray();
    try (NDManager scope = decoder.arrays().newSubManager()) {
      return logits(scope, batch, StepInput.of(scope, batch, all), cache, slab);
    }
  }

  private float[][] logits(
      NDManager scope,
      StepBatch batch,
      StepInput input,
      KvCache cache,
      @Nullable AdapterSlab slab) {
    if (slab == null) {
      return rows(decoder.step(input, weights.steps(precision.half()), null, cache));
    }
    AdapterSlab.Selection selection = slab.select(scope, batch.slabRow());
    try {
      return rows(decoder.step(input, weights.steps(precision.half()), selection.tensors(), cache));
    } finally {
      if (selection.temporary()) {
        selection.tensors().close();
      }
    }
  }

  private float[][] rows(NDArray logits) {
    MemorySegment memory = decoder.memory(logits);
    long bytes = (long) Float.BYTES * config.vocab();
    float[][] rows = new float[(int) (memory.byteSize() / bytes)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = memory.asSlice(i * bytes, bytes).toArray(ValueLayout.JAVA_FLOAT);
    }
    return rows;
  }

  Decoder decoder() {
    return decoder;
  }

  BaseWeights weights() {
    return weights;
  }

  @Override
  public void close() {
    tokenizer.close();
    if (few != null) {
      few.close();
    }
    weights.close();
    decoder.close();
  }
}
