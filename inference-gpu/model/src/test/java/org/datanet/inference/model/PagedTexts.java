package org.datanet.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Texts in the rows of one paged cache, stepped together.
final class PagedTexts implements AutoCloseable {

  private static final int PAGE = 4;

  private final LlamaEngine engine;
  private final @Nullable AdapterSlab slab;
  private final int[] slabRows;
  private final int[][] texts;
  private final int[] done;
  private final int[][] slots;
  private final KvCache cache;

  /// @param room tokens each row may grow to
  /// @param scattered whether the pages of a row lie in shuffled places, or one after the other
  PagedTexts(LlamaEngine engine, Adapters adapters, int[][] texts, int room, boolean scattered) {
    this.engine = engine;
    this.slab = adapters.slab();
    this.slabRows = adapters.rows();
    this.texts = texts.clone();
    this.done = new int[texts.length];
    this.slots = slots(texts.length, (room + PAGE - 1) / PAGE * PAGE, scattered);
    this.cache = engine.newCache(1 + texts.length * slots[0].length);
  }

  /// Which slab row each text uses; no slab is the base model.
  record Adapters(@Nullable AdapterSlab slab, int... rows) {}

  private static int[][] slots(int rows, int capacity, boolean scattered) {
    List<Integer> pages = new ArrayList<>();
    for (int i = 0; i < rows * capacity / PAGE; i++) {
      pages.add(i);
    }
    if (scattered) {
      Collections.shuffle(pages, new Random(3));
    }
    int[][] slots = new int[rows][capacity];
    for (int i = 0; i < rows * capacity; i++) {
      slots[i / capacity][i % capacity] = 1 + pages.get(i / PAGE) * PAGE + i % PAGE;
    }
    return slots;
  }

  /// Logits `[tokens * vocab]` of every row, taken in chunks of at most so many tokens.
  float[][] logits(int chunk) {
    int vocab = engine.config().vocab();
    float[][] all = new float[texts.length][];
    Arrays.setAll(all, row -> new float[texts[row].length * vocab]);
    while (!isDone()) {
      int[] from = done.clone();
      float[][] logits = engine.stepAll(next(chunk), cache, slab);
      int at = 0;
      for (int row = 0; row < texts.length; row++) {
        for (int t = from[row]; t < done[row]; t++) {
          System.arraycopy(logits[at++], 0, all[row], t * vocab, vocab);
        }
      }
    }
    return all;
  }

  /// The most likely next tokens of every row, one by one.
  int[][] greedy(int tokens) {
    for (int step = 0; step < tokens; step++) {
      float[][] logits = engine.step(next(Integer.MAX_VALUE), cache, slab);
      for (int row = 0; row < texts.length; row++) {
        texts[row] = Arrays.copyOf(texts[row], texts[row].length + 1);
        texts[row][texts[row].length - 1] = best(logits[row]);
      }
    }
    return Arrays.stream(texts)
        .map(text -> Arrays.copyOfRange(text, text.length - tokens, text.length))
        .toArray(int[][]::new);
  }

  static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private boolean isDone() {
    return IntStream.range(0, texts.length).allMatch(row -> done[row] == texts[row].length);
  }

  /// The next tokens of the rows that have some left.
  private StepBatch next(int chunk) {
    int[] rows = IntStream.range(0, texts.length).filter(r -> done[r] < texts[r].length).toArray();
    int n = rows.length;
    int[][] ids = new int[n][];
    int[][] positions = new int[n][];
    int[][] write = new int[n][];
    int[][] read = new int[n][];
    int[] last = new int[n];
    int longest = 1;
    for (int i = 0; i < n; i++) {
      int row = rows[i];
      int from = done[row];
      int to = (int) Math.min(texts[row].length, (long) from + chunk);
      ids[i] = Arrays.copyOfRange(texts[row], from, to);
      positions[i] = IntStream.range(from, to).toArray();
      write[i] = Arrays.copyOfRange(slots[row], from, to);
      read[i] = Arrays.copyOf(slots[row], to);
      last[i] = to - from - 1;
      done[row] = to;
      longest = Math.max(longest, to);
    }
    int[] own = Arrays.stream(rows).map(row -> slabRows[row]).toArray();
    return new StepBatch(ids, positions, write, read, longest, last, own);
  }

  @Override
  public void close() {
    cache.close();
  }
}
