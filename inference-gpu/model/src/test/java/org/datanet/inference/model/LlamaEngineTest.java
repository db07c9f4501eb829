package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

// R39: several adapters serve from one base; every number is checked against Hugging Face + PEFT.
class LlamaEngineTest extends OnLlamaTiny {

  private static final double LOGITS = 1e-4;

  /// Slots of a row in a cache cut into shuffled pages of 4 tokens.
  private static int[][] pagedSlots(int rows, int capacity) {
    List<Integer> pages = new ArrayList<>();
    for (int i = 0; i < rows * capacity / 4; i++) {
      pages.add(i);
    }
    Collections.shuffle(pages, new Random(3));
    int[][] slots = new int[rows][capacity];
    for (int i = 0; i < rows * capacity; i++) {
      slots[i / capacity][i % capacity] = 1 + pages.get(i / 4) * 4 + i % 4;
    }
    return slots;
  }

  /// New tokens `from … to-1` of each row, all rows together.
  private static StepBatch batch(int[][] texts, int[] from, int[] to, int[][] slots, int[] rows) {
    int n = texts.length;
    int[][] ids = new int[n][];
    int[][] positions = new int[n][];
    int[][] write = new int[n][];
    int[][] read = new int[n][];
    int[] last = new int[n];
    for (int i = 0; i < n; i++) {
      ids[i] = Arrays.copyOfRange(texts[i], from[i], to[i]);
      positions[i] = java.util.stream.IntStream.range(from[i], to[i]).toArray();
      write[i] = Arrays.copyOfRange(slots[i], from[i], to[i]);
      read[i] = Arrays.copyOf(slots[i], to[i]);
      last[i] = Math.max(0, ids[i].length - 1);
    }
    return new StepBatch(
        ids, positions, write, read, Arrays.stream(to).max().orElse(1), last, rows);
  }

  private static double worstLogits(
      String name, int prompt, @org.jspecify.annotations.Nullable AdapterSlab slab, int slabRow) {
    int[] text = GOLDEN.prompt(prompt);
    try (KvCache cache = engine.newCache(65)) {
      StepBatch batch =
          batch(
              new int[][] {text},
              new int[] {0},
              new int[] {text.length},
              pagedSlots(1, 64),
              new int[] {slabRow});
      float[][] logits = engine.stepAll(batch, cache, slab);
      float[] expected = GOLDEN.tensor(name);
      double worst = 0;
      for (int t = 0; t < text.length; t++) {
        worst =
            Math.max(worst, Golden.worst(logits[t], expected, (GOLDEN.offset(prompt) + t) * 384));
      }
      return worst;
    }
  }

  @Test
  void baseLogitsAgree() {
    for (int i = 0; i < GOLDEN.prompts(); i++) {
      assertThat(worstLogits("logits.base", i, null, 0)).isLessThan(LOGITS);
    }
  }

  @Test
  void logitsOfEveryAdapterAgreeFromOneSlab() {
    try (AdapterSlab slab = engine.newSlab(6, 16)) {
      int[] rowOf = {4, 0, 5, 2};
      for (int a = 0; a < 4; a++) {
        slab.attach(rowOf[a], GOLDEN.adapter(a));
      }
      for (int i = 0; i < GOLDEN.prompts(); i++) {
        for (int a = 0; a < 4; a++) {
          assertThat(worstLogits("logits.adapter" + a, i, slab, rowOf[a])).isLessThan(LOGITS);
        }
        assertThat(worstLogits("logits.base", i, slab, 3)).isLessThan(LOGITS);
      }
    }
  }

  @Test
  void clearedRowIsTheBaseModelAgain() {
    try (AdapterSlab slab = engine.newSlab(2, 8)) {
      slab.attach(1, GOLDEN.adapter(2));
      assertThat(worstLogits("logits.base", 1, slab, 1)).isGreaterThan(1);
      slab.clear(1);
      assertThat(worstLogits("logits.base", 1, slab, 1)).isLessThan(LOGITS);
    }
  }

  @Test
  void raggedMixedBatchAgreesInBothRowOrders() {
    for (int[] rows : new int[][] {{0, 1, 2, 3, 4}, {3, 0, 4, 1, 2}}) {
      assertThat(worstMixed(rows)).isLessThan(LOGITS);
    }
  }

  private static double worstMixed(int[] slabRows) {
    int n = GOLDEN.prompts();
    int[][] texts = new int[n][];
    int[] to = new int[n];
    try (AdapterSlab slab = engine.newSlab(n, 16);
        KvCache cache = engine.newCache(1 + n * 32)) {
      for (int i = 0; i < n; i++) {
        texts[i] = GOLDEN.prompt(i);
        to[i] = texts[i].length;
        if (i < 4) {
          slab.attach(slabRows[i], GOLDEN.adapter(i));
        }
      }
      StepBatch batch = batch(texts, new int[n], to, pagedSlots(n, 32), slabRows);
      float[][] logits = engine.stepAll(batch, cache, slab);
      float[] expected = GOLDEN.tensor("logits.mixed");
      double worst = 0;
      int at = 0;
      for (int i = 0; i < n; i++) {
        for (int t = 0; t < to[i]; t++) {
          int from = (GOLDEN.offset(i) + t) * 384;
          worst = Math.max(worst, Golden.worst(logits[at++], expected, from));
        }
      }
      return worst;
    }
  }

  @Test
  void hiddenStatesAgree() {
    int[] ids = GOLDEN.prompt(2);
    int[] zeros = new int[ids.length];
    int[] positions = java.util.stream.IntStream.range(0, ids.length).toArray();
    TokenBatch batch =
        new TokenBatch(
            new int[][] {ids},
            new int[][] {positions},
            new int[][] {zeros},
            new int[][] {zeros},
            new float[1]);
    float[] expected = GOLDEN.tensor("hidden.base.prompt2");
    try (var scope = engine.decoder().arrays().newSubManager()) {
      for (int layer = 0; layer < engine.config().layers(); layer++) {
        float[] got =
            engine
                .decoder()
                .hidden(batch.tokens(scope), engine.weights().list(), null, layer)
                .toFloatArray();
        assertThat(Golden.worst(got, expected, layer * ids.length * 64)).isLessThan(1e-4);
      }
    }
  }

  @Test
  void greedyIdsAreExactWithPagedCacheAndRaggedMixedRows() {
    assertGreedy();
  }

  @Test
  void greedyIdsAreExactBesideAGarbageCollectorHammer() {
    Golden.besideGarbageCollector(LlamaEngineTest::assertGreedy);
  }

  private static void assertGreedy() {
    for (int shift = 0; shift < 5; shift++) {
      int[][] got = greedy(shift, 24);
      for (int i = 0; i < got.length; i++) {
        int adapter = (i + shift) % 5;
        String name = adapter == 4 ? "base" : "adapter" + adapter;
        int[] expected = Golden.ints(GOLDEN.json.at("/greedy/" + name + "/ids/" + i));
        assertThat(got[i]).as("prompt %d, %s", i, name).containsExactly(expected);
      }
    }
  }

  /// Row i uses adapter (i + shift) mod 5, 4 meaning the base.
  private static int[][] greedy(int shift, int length) {
    int n = GOLDEN.prompts();
    int[][] texts = new int[n][];
    int[] from = new int[n];
    int[] to = new int[n];
    int[] rows = new int[n];
    int[][] slots = pagedSlots(n, 64);
    try (AdapterSlab slab = engine.newSlab(5, 16);
        KvCache cache = engine.newCache(1 + n * 64)) {
      for (int i = 0; i < n; i++) {
        texts[i] = GOLDEN.prompt(i);
        to[i] = texts[i].length;
        rows[i] = (i + shift) % 5;
        if (i < 4) {
          slab.attach(i, GOLDEN.adapter(i));
        }
      }
      for (int step = 0; step < length; step++) {
        float[][] logits = engine.step(batch(texts, from, to, slots, rows), cache, slab);
        for (int i = 0; i < n; i++) {
          texts[i] = Arrays.copyOf(texts[i], to[i] + 1);
          texts[i][to[i]] = argmax(logits[i]);
          from[i] = to[i]++;
        }
      }
    }
    int[][] tails = new int[n][];
    Arrays.setAll(
        tails, i -> Arrays.copyOfRange(texts[i], texts[i].length - length, texts[i].length));
    return tails;
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  @Test
  void refusesAnAdapterAboveTheSlabsRank() {
    try (AdapterSlab slab = engine.newSlab(1, 8)) {
      assertThatThrownBy(() -> slab.attach(0, GOLDEN.adapter(1)))
          .hasMessageContaining("rank 16 is above the slab's rank 8");
    }
  }
}
