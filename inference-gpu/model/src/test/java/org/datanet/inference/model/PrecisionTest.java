package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.IntStream;
import org.datanet.inference.model.PagedTexts.Adapters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

// R48: the same model serves in several precisions; what each costs in exactness is stated.
class PrecisionTest {

  /// Twice the largest difference that Hugging Face's own bfloat16 shows on these prompts.
  private static final double HALF = 0.86;

  private static final double FULL = 1e-4;
  private static final Golden GOLDEN = new Golden();

  private static double tolerance(Precision precision) {
    return precision == Precision.F32 ? FULL : HALF;
  }

  private static float[] logits(LlamaEngine engine, Adapters adapters, int[] text) {
    try (PagedTexts texts = new PagedTexts(engine, adapters, new int[][] {text}, 256, true)) {
      return texts.logits(1000)[0];
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void logitsAgreeWithTheReferenceWithinTheModesTolerance(Precision precision) {
    try (LlamaEngine engine = LlamaEngine.load(Golden.FOLDER, precision, 1);
        AdapterSlab slab = engine.newSlab(2, 16)) {
      slab.attach(1, GOLDEN.adapter(1));
      for (int i = 0; i < GOLDEN.prompts(); i++) {
        int from = GOLDEN.offset(i) * engine.config().vocab();
        float[] base = logits(engine, new Adapters(null, 0), GOLDEN.prompt(i));
        float[] adapted = logits(engine, new Adapters(slab, 1), GOLDEN.prompt(i));
        assertThat(Golden.worst(base, GOLDEN.tensor("logits.base"), from))
            .isLessThan(tolerance(precision));
        assertThat(Golden.worst(adapted, GOLDEN.tensor("logits.adapter1"), from))
            .isLessThan(tolerance(precision));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "INT8")
  void logitsAgreeWhereWeightsCannotBeReordered(Precision precision) {
    LlamaConfig config = LlamaConfig.read(Golden.FOLDER);
    int[] ids = GOLDEN.prompt(1);
    int[][] positions = {IntStream.range(0, ids.length).toArray()};
    int[][] slots = {IntStream.rangeClosed(1, ids.length).toArray()};
    StepBatch batch =
        new StepBatch(
            new int[][] {ids}, positions, slots, slots, ids.length, new int[1], new int[1]);
    try (TorchDecoder decoder = TorchDecoder.plain(config);
        BaseWeights weights = BaseWeights.load(Golden.FOLDER, config, decoder);
        KvCache cache = new KvCache(decoder, config, precision, 64);
        NDManager scope = decoder.arrays().newSubManager()) {
      long[] all = IntStream.range(0, ids.length).asLongStream().toArray();
      StepInput input = StepInput.of(scope, batch, all);
      NDArray logits = decoder.step(input, weights.steps(precision.half()), null, cache);
      float[] got = decoder.memory(logits).toArray(ValueLayout.JAVA_FLOAT);
      int from = GOLDEN.offset(1) * config.vocab();
      assertThat(Golden.worst(got, GOLDEN.tensor("logits.base"), from))
          .isLessThan(tolerance(precision));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void rowsOfUnlikeLengthAgreeWithTheSameRowsAlone(Precision precision) {
    int[][] texts = {text(200), text(5), text(64)};
    try (LlamaEngine engine = LlamaEngine.load(Golden.FOLDER, precision, 1);
        AdapterSlab slab = engine.newSlab(3, 16)) {
      slab.attach(0, GOLDEN.adapter(0));
      slab.attach(2, GOLDEN.adapter(3));
      for (boolean scattered : new boolean[] {false, true}) {
        float[][] together = together(engine, slab, texts, scattered);
        for (int row = 0; row < texts.length; row++) {
          float[] alone = logits(engine, new Adapters(slab, row), texts[row]);
          assertThat(Golden.worst(together[row], alone, 0))
              .as("row %d, scattered %s", row, scattered)
              .isLessThan(tolerance(precision));
        }
      }
    }
  }

  private static float[][] together(
      LlamaEngine engine, AdapterSlab slab, int[][] texts, boolean scattered) {
    Adapters adapters = new Adapters(slab, 0, 1, 2);
    try (PagedTexts paged = new PagedTexts(engine, adapters, texts, 256, scattered)) {
      return paged.logits(90);
    }
  }

  private static int[] text(int tokens) {
    return new Random(tokens).ints(tokens, 3, 384).toArray();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "F32")
  void cacheInHalfPrecisionTakesHalfTheMemory(Precision precision) {
    try (LlamaEngine full = LlamaEngine.load(Golden.FOLDER, 1);
        LlamaEngine half = LlamaEngine.load(Golden.FOLDER, precision, 1);
        KvCache wide = full.newCache(100);
        KvCache narrow = half.newCache(100)) {
      assertThat(wide.memoryBytes()).isEqualTo(2L * 3 * 100 * 2 * 16 * 4);
      assertThat(narrow.memoryBytes()).isEqualTo(wide.memoryBytes() / 2);
    }
  }

  // R55: a failing step does not harm later ones.
  @ParameterizedTest
  @EnumSource(Precision.class)
  void failedStepLeavesTheEngineUsable(Precision precision) {
    try (LlamaEngine engine = LlamaEngine.load(Golden.FOLDER, precision, 1)) {
      float[] before = logits(engine, new Adapters(null, 0), GOLDEN.prompt(1));
      int[] unknown = {1, 100_000};
      assertThatThrownBy(() -> logits(engine, new Adapters(null, 0), unknown))
          .isInstanceOf(RuntimeException.class);
      assertThat(logits(engine, new Adapters(null, 0), GOLDEN.prompt(1))).isEqualTo(before);
    }
  }

  @Test
  void attachingASmallerAdapterLeavesNothingOfTheLargerOne() {
    try (LlamaEngine engine = LlamaEngine.load(Golden.FOLDER, 1);
        AdapterSlab used = engine.newSlab(1, 16);
        AdapterSlab fresh = engine.newSlab(1, 16)) {
      used.attach(0, GOLDEN.adapter(1));
      used.attach(0, GOLDEN.adapter(0));
      fresh.attach(0, GOLDEN.adapter(0));
      float[] one = logits(engine, new Adapters(used, 0), GOLDEN.prompt(1));
      assertThat(one).isEqualTo(logits(engine, new Adapters(fresh, 0), GOLDEN.prompt(1)));
    }
  }
}
