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
        pairs(row, x, y, t);
        pairs(row + 2, x, y, t);
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
    for (int i = 0; i < in; i += Lanes.COUNT) {
      VectorMask<Float> mask = Lanes.tail(i, in);
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
      a0 = Lanes.load(memory, w0 + 4L * i, mask).fma(v, a0);
      a1 = Lanes.load(memory, w1 + 4L * i, mask).fma(v, a1);
      a2 = Lanes.load(memory, w2 + 4L * i, mask).fma(v, a2);
      a3 = Lanes.load(memory, w3 + 4L * i, mask).fma(v, a3);
    }
    y[yAt] = a0.reduceLanes(VectorOperators.ADD);
    y[yAt + 1] = a1.reduceLanes(VectorOperators.ADD);
    y[yAt + 2] = a2.reduceLanes(VectorOperators.ADD);
    y[yAt + 3] = a3.reduceLanes(VectorOperators.ADD);
  }

  /// Products of two rows with the vectors of four tokens.
  private void pairs(int row, Panel x, Panel y, int token) {
    two(row, x, y, token);
    two(row, x, y, token + 2);
  }

  private void two(int row, Panel x, Panel y, int token) {
    long w0 = address(row);
    long w1 = address(row + 1);
    FloatVector a00 = Lanes.zero();
    FloatVector a01 = a00;
    FloatVector a10 = a00;
    FloatVector a11 = a00;
    for (int i = 0; i < in; i += Lanes.COUNT) {
      VectorMask<Float> mask = Lanes.tail(i, in);
      FloatVector v0 = FloatVector.fromArray(Lanes.FLOATS, x.values(), x.at(token) + i);
      FloatVector v1 = FloatVector.fromArray(Lanes.FLOATS, x.values(), x.at(token + 1) + i);
      FloatVector r0 = Lanes.load(memory, w0 + 4L * i, mask);
      FloatVector r1 = Lanes.load(memory, w1 + 4L * i, mask);
      a00 = r0.fma(v0, a00);
      a01 = r0.fma(v1, a01);
      a10 = r1.fma(v0, a10);
      a11 = r1.fma(v1, a11);
    }
    float[] to = y.values();
    to[y.at(token) + row] = a00.reduceLanes(VectorOperators.ADD);
    to[y.at(token + 1) + row] = a01.reduceLanes(VectorOperators.ADD);
    to[y.at(token) + row + 1] = a10.reduceLanes(VectorOperators.ADD);
    to[y.at(token + 1) + row + 1] = a11.reduceLanes(VectorOperators.ADD);
  }

  /// y += W x for one vector and the rows `from … to-1`.
  void addTo(int from, int to, float[] x, int xAt, float[] y, int yAt) {
    for (int row = from; row < to; row++) {
      FloatVector sum = Lanes.zero();
      long w = address(row);
      for (int i = 0; i < in; i += Lanes.COUNT) {
        FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
        sum = Lanes.load(memory, w + 4L * i, Lanes.tail(i, in)).fma(v, sum);
      }
      y[yAt + row] += sum.reduceLanes(VectorOperators.ADD);
    }
  }
}
