package org.datanet.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/// A [StepBatch] as rectangular tensors: ids, positions `[B, T]`, write `[B*T]`, read `[B, S]`,
/// last `[n]` (flat token indices).
record StepInput(NDArray ids, NDArray positions, NDArray write, NDArray read, NDArray last) {

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
        scope.create(last));
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
