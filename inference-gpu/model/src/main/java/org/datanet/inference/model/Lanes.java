package org.datanet.inference.model;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// This machine's vectors of 32-bit values, and the loops over arrays that the decoder needs beside
/// its matrix products. Arrays are given as (values, index of the first one); `n` counts values.
final class Lanes {

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  static final int COUNT = FLOATS.length();
  static final int BYTES = FLOATS.vectorByteSize();

  private Lanes() {}

  static FloatVector zero() {
    return FloatVector.zero(FLOATS);
  }

  /// Values at a byte offset, from memory in this machine's order.
  static FloatVector load(MemorySegment memory, long at) {
    return FloatVector.fromMemorySegment(FLOATS, memory, at, ByteOrder.nativeOrder());
  }

  /// Values at a byte offset where the mask is set, else zeros; nothing else is read.
  static FloatVector load(MemorySegment memory, long at, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(FLOATS, memory, at, ByteOrder.nativeOrder(), mask);
  }

  /// x += y.
  static void add(float[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i < FLOATS.loopBound(n); i += COUNT) {
      FloatVector sum =
          FloatVector.fromArray(FLOATS, x, xAt + i).add(FloatVector.fromArray(FLOATS, y, yAt + i));
      sum.intoArray(x, xAt + i);
    }
    for (; i < n; i++) {
      x[xAt + i] += y[yAt + i];
    }
  }

  /// The same vector divided by its root mean square and multiplied by `weight`: RMSNorm
  /// (arXiv:1910.07467). `from` and `to` may be the same.
  static void rmsNorm(float[] from, int fromAt, float[] to, int toAt, float[] weight, double eps) {
    FloatVector squares = zero();
    int n = weight.length;
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, from, fromAt + i);
      squares = v.fma(v, squares);
    }
    float sum = squares.reduceLanes(VectorOperators.ADD);
    for (int i = whole; i < n; i++) {
      sum += from[fromAt + i] * from[fromAt + i];
    }
    float factor = (float) (1 / Math.sqrt(sum / n + eps));
    for (int i = 0; i < n; i++) {
      to[toAt + i] = from[fromAt + i] * factor * weight[i];
    }
  }

  /// gate = gate / (1 + exp(-gate)) * up: SwiGLU's product (arXiv:2002.05202).
  static void swiglu(float[] gate, float[] up, int at, int n) {
    int i = 0;
    for (; i < FLOATS.loopBound(n); i += COUNT) {
      FloatVector g = FloatVector.fromArray(FLOATS, gate, at + i);
      FloatVector u = FloatVector.fromArray(FLOATS, up, at + i);
      g.div(g.neg().lanewise(VectorOperators.EXP).add(1)).mul(u).intoArray(gate, at + i);
    }
    for (; i < n; i++) {
      gate[at + i] = (float) (gate[at + i] / (1 + Math.exp(-gate[at + i]))) * up[at + i];
    }
  }

  /// x = exp(x - max x) / sum of these.
  static void softmax(float[] x, int at, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[at + i]);
    }
    FloatVector sums = zero();
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector e =
          FloatVector.fromArray(FLOATS, x, at + i).sub(max).lanewise(VectorOperators.EXP);
      e.intoArray(x, at + i);
      sums = sums.add(e);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (int i = whole; i < n; i++) {
      x[at + i] = (float) Math.exp(x[at + i] - max);
      sum += x[at + i];
    }
    for (int i = 0; i < n; i++) {
      x[at + i] /= sum;
    }
  }
}
