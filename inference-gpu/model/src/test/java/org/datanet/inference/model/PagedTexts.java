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
      StepBatch batch = next(chunk);
      float[][] logits = engine.stepAll(batch, cache, slab);
      for (int row = 0; row < texts.length; row++) {
        for (int t = 0; t < done[row] - from[row]; t++) {
          float[] values = logits[row * batch.width() + t];
          System.arraycopy(values, 0, all[row], (from[row] + t) * vocab, vocab);
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

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private boolean isDone() {
    return IntStream.range(0, texts.length).allMatch(row -> done[row] == texts[row].length);
  }

  private StepBatch next(int chunk) {
    int n = texts.length;
    int[][] ids = new int[n][];
    int[][] positions = new int[n][];
    int[][] write = new int[n][];
    int[][] read = new int[n][];
    int[] last = new int[n];
    for (int row = 0; row < n; row++) {
      int from = done[row];
      int to = (int) Math.min(texts[row].length, (long) from + chunk);
      ids[row] = Arrays.copyOfRange(texts[row], from, to);
      positions[row] = IntStream.range(from, to).toArray();
      write[row] = Arrays.copyOfRange(slots[row], from, to);
      read[row] = Arrays.copyOf(slots[row], to);
      last[row] = Math.max(0, to - from - 1);
      done[row] = to;
    }
    int longest = Arrays.stream(done).max().orElse(1);
    return new StepBatch(ids, positions, write, read, longest, last, slabRows);
  }

  @Override
  public void close() {
    cache.close();
  }
}
