package org.datanet.inference.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// This engine's side of the comparisons: the same rows, tokens and adapters as `peer.py`.
final class OwnRuns implements AutoCloseable {

  private static final int CONTEXT = 64;
  private static final int MAX_RANK = 8;

  private final Path folder;
  private final LlamaEngine engine;

  OwnRuns(Path folder, Precision precision, int threads) {
    this.folder = folder;
    this.engine = LlamaEngine.load(folder, precision, threads);
  }

  /// Milliseconds of each step, or of the one prefill.
  double[] run(String kind, int rows, int adapters, int size) {
    boolean decode = kind.equals("decode");
    int length = decode ? CONTEXT + size : size;
    try (KvCache cache = engine.newCache(1 + rows * length);
        AdapterSlab slab = engine.newSlab(rows, MAX_RANK)) {
      for (int i = 0; i < adapters; i++) {
        slab.attach(i, adapter(i));
      }
      Rows state = new Rows(rows, length, cache, adapters == 0 ? null : slab);
      if (!decode) {
        return new double[] {state.feed(prompt(rows, size))};
      }
      state.feed(prompt(rows, CONTEXT));
      return IntStream.range(0, size).mapToDouble(i -> state.feed(state.next)).toArray();
    }
  }

  /// Milliseconds of each load of an adapter from its files into a slab.
  double[] attach(int times) {
    double[] taken = new double[times];
    try (AdapterSlab slab = engine.newSlab(4, MAX_RANK)) {
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        slab.attach(i % 4, adapter(i % (times / 2)));
        taken[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    return taken;
  }

  private LoraAdapter adapter(int index) {
    return PeftFiles.read(folder.resolve("adapters").resolve("a" + index));
  }

  private static int[][] prompt(int rows, int width) {
    int[][] ids = new int[rows][width];
    for (int row = 0; row < rows; row++) {
      for (int t = 0; t < width; t++) {
        ids[row][t] = (row * 37 + t * 7) % 1000;
      }
    }
    return ids;
  }

  /// A batch of equally long rows.
  private final class Rows {

    private final int capacity;
    private final KvCache cache;
    private final @Nullable AdapterSlab slab;
    private int[][] next = new int[0][];
    private int length;

    Rows(int rows, int capacity, KvCache cache, @Nullable AdapterSlab slab) {
      this.capacity = capacity;
      this.cache = cache;
      this.slab = slab;
      this.length = 0;
      this.next = new int[rows][1];
    }

    /// Steps all rows over new tokens and chooses the next ones; milliseconds.
    double feed(int[][] ids) {
      long start = System.nanoTime();
      float[][] logits = engine.step(batch(ids), cache, slab);
      for (int row = 0; row < ids.length; row++) {
        next[row] = new int[] {argmax(logits[row])};
      }
      length += ids[0].length;
      return (System.nanoTime() - start) / 1e6;
    }

    private StepBatch batch(int[][] ids) {
      int n = ids.length;
      int width = ids[0].length;
      int[] lasts = new int[n];
      Arrays.fill(lasts, width - 1);
      int[][] reads = new int[n][];
      int[][] writes = new int[n][];
      int[][] positions = new int[n][];
      for (int row = 0; row < n; row++) {
        int first = 1 + row * capacity;
        reads[row] = IntStream.range(first, first + length + width).toArray();
        writes[row] = IntStream.range(first + length, first + length + width).toArray();
        positions[row] = IntStream.range(length, length + width).toArray();
      }
      int[] slabRows = IntStream.range(0, n).toArray();
      return new StepBatch(ids, positions, writes, reads, length + width, lasts, slabRows);
    }
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  @Override
  public void close() {
    engine.close();
  }
}
