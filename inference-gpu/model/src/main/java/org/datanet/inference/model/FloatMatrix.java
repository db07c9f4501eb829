package org.datanet.inference.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// A matrix of 32-bit floats, row by row, used where it lies: in a mapped file or in an adapter
/// slab.
///
/// @param memory holds the matrix from byte `offset` on
record FloatMatrix(MemorySegment memory, long offset, int out, int in) implements Matrix {

  private static final int ROWS = 4;
  private static final int TILE = 4;

  @Override
  public int unit() {
    return ROWS;
  }

  @Override
  public void row(int row, float[] to, int at) {
    MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT_UNALIGNED, address(row), to, at, in);
  }

  @Override
  public void multiply(Panel x, Panel y, int tokens, int from, int to) {
    for (int unit = from; unit < to; unit++) {
      int row = unit * ROWS;
      int t = 0;
      for (; tokens - t > 1; t += TILE) {
        for (int r = row; r < row + ROWS; r++) {
          one(r, x, y, t);
        }
      }
      if (t < tokens) {
        four(row, x.values(), x.at(t), y.values(), y.at(t) + row);
      }
    }
  }

  /// Row `row`, or the last one where the matrix has fewer.
  private long address(int row) {
    return offset + 4L * in * Math.min(row, out - 1);
  }

  /// Products of four rows with one vector.
  void four(int row, float[] x, int xAt, float[] y, int yAt) {
    long w0 = address(row);
    long w1 = address(row + 1);
    long w2 = address(row + 2);
    long w3 = address(row + 3);
    FloatVector a0 = Lanes.zero();
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int whole = Lanes.FLOATS.loopBound(in);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
      a0 = Lanes.load(memory, w0 + 4L * i).fma(v, a0);
      a1 = Lanes.load(memory, w1 + 4L * i).fma(v, a1);
      a2 = Lanes.load(memory, w2 + 4L * i).fma(v, a2);
      a3 = Lanes.load(memory, w3 + 4L * i).fma(v, a3);
    }
    y[yAt] = a0.reduceLanes(VectorOperators.ADD) + rest(w0, whole, x, xAt);
    y[yAt + 1] = a1.reduceLanes(VectorOperators.ADD) + rest(w1, whole, x, xAt);
    y[yAt + 2] = a2.reduceLanes(VectorOperators.ADD) + rest(w2, whole, x, xAt);
    y[yAt + 3] = a3.reduceLanes(VectorOperators.ADD) + rest(w3, whole, x, xAt);
  }

  /// Products of one row with four tokens.
  private void one(int row, Panel x, Panel y, int token) {
    long w = address(row);
    int xAt = x.at(token);
    int step = x.stride();
    FloatVector a0 = Lanes.zero();
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int whole = Lanes.FLOATS.loopBound(in);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector v = Lanes.load(memory, w + 4L * i);
      a0 = v.fma(FloatVector.fromArray(Lanes.FLOATS, x.values(), xAt + i), a0);
      a1 = v.fma(FloatVector.fromArray(Lanes.FLOATS, x.values(), xAt + step + i), a1);
      a2 = v.fma(FloatVector.fromArray(Lanes.FLOATS, x.values(), xAt + 2 * step + i), a2);
      a3 = v.fma(FloatVector.fromArray(Lanes.FLOATS, x.values(), xAt + 3 * step + i), a3);
    }
    float[] to = y.values();
    int yAt = y.at(token) + row;
    to[yAt] = a0.reduceLanes(VectorOperators.ADD) + rest(w, whole, x.values(), xAt);
    to[yAt + y.stride()] =
        a1.reduceLanes(VectorOperators.ADD) + rest(w, whole, x.values(), xAt + step);
    to[yAt + 2 * y.stride()] =
        a2.reduceLanes(VectorOperators.ADD) + rest(w, whole, x.values(), xAt + 2 * step);
    to[yAt + 3 * y.stride()] =
        a3.reduceLanes(VectorOperators.ADD) + rest(w, whole, x.values(), xAt + 3 * step);
  }

  /// y += transposed W x for one vector and the columns `from … to-1`.
  void addTransposed(int from, int to, float[] x, int xAt, float[] y, int yAt) {
    for (int column = from; column < to; column += Lanes.COUNT) {
      VectorMask<Float> mask = Lanes.FLOATS.indexInRange(column, to);
      FloatVector sum = FloatVector.fromArray(Lanes.FLOATS, y, yAt + column, mask);
      for (int row = 0; row < out; row++) {
        FloatVector w = Lanes.load(memory, address(row) + 4L * column, mask);
        sum = w.fma(FloatVector.broadcast(Lanes.FLOATS, x[xAt + row]), sum);
      }
      sum.intoArray(y, yAt + column, mask);
    }
  }

  /// The product of a row's last values, where they do not fill a vector.
  private float rest(long row, int from, float[] x, int xAt) {
    float sum = 0;
    for (int i = from; i < in; i++) {
      sum += memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, row + 4L * i) * x[xAt + i];
    }
    return sum;
  }
}
