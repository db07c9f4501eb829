package org.datanet.inference.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// A matrix of 8-bit integers with a scale for every 32 inputs of a row: weight = scale * integer,
/// integers -127 … 127, so that a weight is at most scale / 2 off. 8.5 bits a weight.
///
/// The memory is read once, front to back. Rows are grouped by the number of lanes of this
/// machine's vectors; a group is a run of blocks of 64 inputs; a block is 17 vectors with one lane
/// a row: lane j of vector k < 16 holds four neighbouring inputs (4k … 4k+3) of row j as bytes,
/// lane j of the last one the two scales of row j as bfloat16, the first 32 inputs' in the low
/// half. Activations stay 32-bit floats: the products are bound by reading the weights, not by
/// arithmetic.
final class Int8Matrix implements Matrix {

  private static final int BLOCK = 64;
  private static final int HALF = BLOCK / 2;
  private static final int TILE = 4;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long HALF_BYTES = 8L * Lanes.BYTES;
  private static final long BLOCK_BYTES = 17L * Lanes.BYTES;
  private static final int HIGH = 0xffff0000;

  private final MemorySegment memory;
  private final int out;
  private final int in;
  private final int blocks;

  private Int8Matrix(MemorySegment memory, int out, int in) {
    this.memory = memory;
    this.out = out;
    this.in = in;
    this.blocks = Math.ceilDiv(in, BLOCK);
  }

  /// Rounds `weights` `[out, in]`.
  static Int8Matrix of(float[] weights, int out, int in, Arena arena) {
    long groups = Math.ceilDiv(out, Lanes.COUNT);
    long bytes = Math.multiplyExact(groups, BLOCK_BYTES * Math.ceilDiv(in, BLOCK));
    Int8Matrix matrix = new Int8Matrix(arena.allocate(bytes, Lanes.BYTES), out, in);
    for (int row = 0; row < out; row++) {
      for (int i = 0; i < in; i += HALF) {
        matrix.pack(row, i, weights, row * in + i, Math.min(HALF, in - i));
      }
    }
    return matrix;
  }

  private void pack(int row, int input, float[] weights, int at, int n) {
    float most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, Math.abs(weights[at + i]));
    }
    int bits = bfloat16(most / 127);
    float scale = Float.intBitsToFloat(bits);
    for (int i = 0; i < n; i++) {
      int rounded = scale == 0 ? 0 : Math.round(weights[at + i] / scale);
      byte value = (byte) Math.clamp(rounded, -127, 127);
      memory.set(ValueLayout.JAVA_BYTE, address(row, input + i), value);
    }
    long scales = scales(row, input);
    int both = memory.get(INT, scales);
    memory.set(INT, scales, input % BLOCK < HALF ? both & HIGH | bits >>> 16 : both & ~HIGH | bits);
  }

  /// The nearest bfloat16 as the upper half of a float's bits.
  private static int bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (bits + 0x7fff + ((bits >>> 16) & 1)) & HIGH;
  }

  private long block(int row, int input) {
    return ((long) (row / Lanes.COUNT) * blocks + input / BLOCK) * BLOCK_BYTES;
  }

  private long address(int row, int input) {
    int inBlock = input % BLOCK;
    return block(row, input)
        + (long) (inBlock / 4) * Lanes.BYTES
        + 4L * (row % Lanes.COUNT)
        + inBlock % 4;
  }

  private long scales(int row, int input) {
    return block(row, input) + 2 * HALF_BYTES + 4L * (row % Lanes.COUNT);
  }

  @Override
  public int out() {
    return out;
  }

  @Override
  public int in() {
    return in;
  }

  @Override
  public int unit() {
    return Lanes.COUNT;
  }

  @Override
  public void row(int row, float[] to, int at) {
    for (int i = 0; i < in; i++) {
      int both = memory.get(INT, scales(row, i));
      float scale = Float.intBitsToFloat(i % BLOCK < HALF ? both << 16 : both & HIGH);
      to[at + i] = scale * memory.get(ValueLayout.JAVA_BYTE, address(row, i));
    }
  }

  @Override
  public void multiply(Panel x, Panel y, int tokens, int from, int to) {
    for (int unit = from; unit < to; unit++) {
      int t = 0;
      for (; tokens - t > 1; t += TILE) {
        four(unit, x, y, t);
      }
      if (t < tokens) {
        one(unit, x.values(), x.at(t)).intoArray(y.values(), y.at(t) + unit * Lanes.COUNT);
      }
    }
  }

  private FloatVector one(int unit, float[] x, int xAt) {
    FloatVector sum = Lanes.zero();
    long at = (long) unit * blocks * BLOCK_BYTES;
    for (int b = 0; b < blocks; b++) {
      IntVector scales = ints(at + 2 * HALF_BYTES);
      sum = half(at, x, xAt + b * BLOCK).fma(low(scales), sum);
      sum = half(at + HALF_BYTES, x, xAt + b * BLOCK + HALF).fma(high(scales), sum);
      at += BLOCK_BYTES;
    }
    return sum;
  }

  /// Sums of 32 products, without their scale.
  private FloatVector half(long at, float[] x, int xAt) {
    FloatVector a0 = Lanes.zero();
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int k = 0; k < 8; k++) {
      IntVector w = ints(at + k * (long) Lanes.BYTES);
      int i = xAt + 4 * k;
      a0 = weight0(w).fma(value(x, i), a0);
      a1 = weight1(w).fma(value(x, i + 1), a1);
      a2 = weight2(w).fma(value(x, i + 2), a2);
      a3 = weight3(w).fma(value(x, i + 3), a3);
    }
    return a0.add(a1).add(a2.add(a3));
  }

  private void four(int unit, Panel x, Panel y, int token) {
    FloatVector s0 = Lanes.zero();
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    long at = (long) unit * blocks * BLOCK_BYTES;
    for (int h = 0; h < 2 * blocks; h++) {
      FloatVector scale = scale(at, h);
      for (int k = 0; k < 8; k++) {
        IntVector w = ints(at + k * (long) Lanes.BYTES);
        FloatVector w0 = weight0(w).mul(scale);
        FloatVector w1 = weight1(w).mul(scale);
        FloatVector w2 = weight2(w).mul(scale);
        FloatVector w3 = weight3(w).mul(scale);
        int i = x.at(token) + h * HALF + 4 * k;
        s0 = s0.add(sum(w0, w1, w2, w3, x.values(), i));
        s1 = s1.add(sum(w0, w1, w2, w3, x.values(), i + x.stride()));
        s2 = s2.add(sum(w0, w1, w2, w3, x.values(), i + 2 * x.stride()));
        s3 = s3.add(sum(w0, w1, w2, w3, x.values(), i + 3 * x.stride()));
      }
      at += h % 2 == 0 ? HALF_BYTES : HALF_BYTES + Lanes.BYTES;
    }
    float[] to = y.values();
    int first = y.at(token) + unit * Lanes.COUNT;
    s0.intoArray(to, first);
    s1.intoArray(to, first + y.stride());
    s2.intoArray(to, first + 2 * y.stride());
    s3.intoArray(to, first + 3 * y.stride());
  }

  private FloatVector scale(long at, int half) {
    return half % 2 == 0 ? low(ints(at + 2 * HALF_BYTES)) : high(ints(at + HALF_BYTES));
  }

  private static FloatVector sum(
      FloatVector w0, FloatVector w1, FloatVector w2, FloatVector w3, float[] x, int i) {
    FloatVector first = w1.fma(value(x, i + 1), w0.mul(value(x, i)));
    return first.add(w3.fma(value(x, i + 3), w2.mul(value(x, i + 2))));
  }

  private IntVector ints(long at) {
    return IntVector.fromMemorySegment(Lanes.INTS, memory, at, ByteOrder.LITTLE_ENDIAN);
  }

  private static FloatVector low(IntVector scales) {
    return scales.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  private static FloatVector high(IntVector scales) {
    return scales.and(HIGH).reinterpretAsFloats();
  }

  private static FloatVector value(float[] x, int i) {
    return FloatVector.broadcast(Lanes.FLOATS, x[i]);
  }

  private static FloatVector weight0(IntVector w) {
    return floats(w.lanewise(VectorOperators.LSHL, 24));
  }

  private static FloatVector weight1(IntVector w) {
    return floats(w.lanewise(VectorOperators.LSHL, 16));
  }

  private static FloatVector weight2(IntVector w) {
    return floats(w.lanewise(VectorOperators.LSHL, 8));
  }

  private static FloatVector weight3(IntVector w) {
    return floats(w);
  }

  /// The top bytes as floats.
  private static FloatVector floats(IntVector top) {
    return (FloatVector) top.lanewise(VectorOperators.ASHR, 24).convert(VectorOperators.I2F, 0);
  }
}
