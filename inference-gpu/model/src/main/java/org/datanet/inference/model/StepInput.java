package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/// A [StepBatch] as rectangular tensors: ids, positions `[B, T]`, write `[B*T]`, read `[B, S]`,
/// last `[n]` (flat token indices); `spans` is empty, or per row the first slot and the number of
/// its tokens, -1 for the slot where they do not lie side by side.
record StepInput(
    NDArray ids, NDArray positions, NDArray write, NDArray read, long[] spans, NDArray last) {

  /// What a row of its own costs, in cached tokens.
  private static final int ROW_TOKENS = 64;

  static StepInput of(NDManager scope, StepBatch batch) {
    int width = batch.width();
    long[] last = new long[batch.ids().length];
    for (int row = 0; row < last.length; row++) {
      last[row] = (long) row * width + batch.lastIndex()[row];
    }
    return of(scope, batch, last);
  }

  static StepInput of(NDManager scope, StepBatch batch, long[] last) {
    int width = batch.width();
    Shape shape = new Shape(batch.ids().length, width);
    return new StepInput(
        scope.create(padded(batch.ids(), width, 0), shape),
        scope.create(padded(batch.positions(), width, 0), shape),
        scope.create(padded(batch.writeSlots(), width, 0)),
        scope.create(
            padded(batch.readSlots(), batch.readLength(), 0),
            new Shape(batch.ids().length, batch.readLength())),
        spans(batch),
        scope.create(last));
  }

  /// Rows attend together over a copy padded to the longest, or one by one over the cache where it
  /// lies. Measured (135M shape): together is cheaper for short rows of like length, reading in
  /// place saves a third of the attention of 8 rows of 2,000 tokens.
  private static long[] spans(StepBatch batch) {
    int rows = batch.ids().length;
    long[] spans = new long[2 * rows];
    long sum = 0;
    for (int row = 0; row < rows; row++) {
      int tokens = 1 + Arrays.stream(batch.positions()[row]).max().orElse(0);
      spans[2 * row] = start(batch.readSlots()[row], tokens);
      spans[2 * row + 1] = tokens;
      sum += tokens;
    }
    boolean together = (long) rows * batch.readLength() < 3 * sum / 4 + (long) rows * ROW_TOKENS;
    return together ? new long[0] : spans;
  }

  /// The first slot when the slots are neighbours, else -1.
  private static int start(int[] slots, int tokens) {
    for (int i = 1; i < tokens; i++) {
      if (slots[i] != slots[0] + i) {
        return -1;
      }
    }
    return slots[0];
  }

  /// Rows one after the other, each cut or filled up to `width`.
  static long[] padded(int[][] rows, int width, int filler) {
    long[] flat = new long[rows.length * width];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < width; i++) {
        flat[row * width + i] = i < rows[row].length ? rows[row][i] : filler;
      }
    }
    return flat;
  }
}
