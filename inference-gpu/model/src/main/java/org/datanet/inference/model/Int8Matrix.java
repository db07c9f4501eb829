package org.datanet.inference.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// A matrix of 8-bit integers with a scale for every 64 inputs of a row: weight = scale * integer,
/// integers -127 … 127, so that a weight is at most scale / 2 off. 8.5 bits a weight.
///
/// The memory is read once, front to back. Rows are grouped by the number of lanes of this
/// machine's vectors; a group is a run of blocks of 64 inputs; a block is 17 vectors with one lane
/// a row: lane j of vector k < 16 holds four neighbouring inputs (4k … 4k+3) of row j as bytes,
/// lane j of the last one the scale of row j. Activations stay 32-bit floats: the products of one
/// token are bound by reading the weights, not by arithmetic; four tokens share the unpacking of a
/// weight.
final class Int8Matrix implements Matrix {

  private static final int BLOCK = 64;
  private static final int TILE = 4;
  private static final int L = Lanes.COUNT;
  private static final long SCALES = 16L * Lanes.BYTES;
  private static final long BLOCK_BYTES = SCALES + Lanes.BYTES;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfFloat SCALE = ValueLayout.JAVA_FLOAT.withOrder(ORDER);

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
    long groups = Math.ceilDiv(out, L);
    long bytes = Math.multiplyExact(groups, BLOCK_BYTES * Math.ceilDiv(in, BLOCK));
    Int8Matrix matrix = new Int8Matrix(arena.allocate(bytes, Lanes.BYTES), out, in);
    IntStream.range(0, out).parallel().forEach(row -> matrix.pack(row, weights));
    return matrix;
  }

  private void pack(int row, float[] weights) {
    for (int i = 0; i < in; i += BLOCK) {
      pack(block(row, i), weights, row * in + i, Math.min(BLOCK, in - i));
    }
  }

  private void pack(long to, float[] weights, int at, int n) {
    float most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, Math.abs(weights[at + i]));
    }
    float perUnit = most == 0 ? 0 : 127 / most;
    for (int i = 0; i < n; i++) {
      byte value = (byte) Math.round(weights[at + i] * perUnit);
      memory.set(ValueLayout.JAVA_BYTE, to + place(i), value);
    }
    memory.set(SCALE, to + SCALES, most / 127);
  }

  /// Where the block of a row begins, moved to the row's lane.
  private long block(int row, int input) {
    return ((long) (row / L) * blocks + input / BLOCK) * BLOCK_BYTES + 4L * (row % L);
  }

  /// Where an input of a block lies from there.
  private static long place(int inBlock) {
    return (long) (inBlock / 4) * Lanes.BYTES + inBlock % 4;
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
    return L;
  }

  @Override
  public void row(int row, float[] to, int at) {
    for (int i = 0; i < in; i++) {
      long block = block(row, i);
      byte value = memory.get(ValueLayout.JAVA_BYTE, block + place(i % BLOCK));
      to[at + i] = memory.get(SCALE, block + SCALES) * value;
    }
  }

  @Override
  public void multiply(Panel x, Panel y, int tokens, int from, int to) {
    for (int group = from; group < to; group++) {
      int t = 0;
      for (; tokens - t > 1; t += TILE) {
        four(group, x, y, t);
      }
      if (t < tokens) {
        one(group, x.values(), x.at(t), y.values(), y.at(t));
      }
    }
  }

  /// The products of one group of rows with one token.
  private void one(int group, float[] x, int xAt, float[] y, int yAt) {
    FloatVector sum = FloatVector.zero(Lanes.FLOATS);
    long at = (long) group * blocks * BLOCK_BYTES;
    for (int b = 0; b < blocks; b++) {
      FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      for (int k = 0; k < 16; k++) {
        IntVector w = words(at + k * (long) Lanes.BYTES);
        int i = xAt + b * BLOCK + 4 * k;
        a0 = weights(w, 0).fma(value(x, i), a0);
        a1 = weights(w, 1).fma(value(x, i + 1), a1);
        a2 = weights(w, 2).fma(value(x, i + 2), a2);
        a3 = weights(w, 3).fma(value(x, i + 3), a3);
      }
      sum = a0.add(a1).add(a2.add(a3)).fma(Lanes.load(memory, at + SCALES), sum);
      at += BLOCK_BYTES;
    }
    sum.intoArray(y, yAt + group * L);
  }

  /// The products of one group of rows with four tokens.
  private void four(int group, Panel x, Panel y, int token) {
    int to = y.at(token) + group * L;
    for (int t = 0; t < TILE; t++) {
      Lanes.zero().intoArray(y.values(), to + t * y.stride());
    }
    for (int b = 0; b < blocks; b++) {
      addBlock(((long) group * blocks + b) * BLOCK_BYTES, x, x.at(token) + b * BLOCK, y, to);
    }
  }

  /// Adds one block's products with four tokens, each a stride from the one before.
  private void addBlock(long at, Panel x, int xAt, Panel y, int yAt) {
    FloatVector a0 = Lanes.zero();
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int k = 0; k < 16; k++) {
      IntVector words = words(at + k * (long) Lanes.BYTES);
      for (int j = 0; j < 4; j++) {
        FloatVector w = weights(words, j);
        int i = xAt + 4 * k + j;
        a0 = w.fma(value(x.values(), i), a0);
        a1 = w.fma(value(x.values(), i + x.stride()), a1);
        a2 = w.fma(value(x.values(), i + 2 * x.stride()), a2);
        a3 = w.fma(value(x.values(), i + 3 * x.stride()), a3);
      }
    }
    FloatVector scale = Lanes.load(memory, at + SCALES);
    add(a0, scale, y, yAt);
    add(a1, scale, y, yAt + y.stride());
    add(a2, scale, y, yAt + 2 * y.stride());
    add(a3, scale, y, yAt + 3 * y.stride());
  }

  private static void add(FloatVector products, FloatVector scale, Panel y, int at) {
    FloatVector before = FloatVector.fromArray(Lanes.FLOATS, y.values(), at);
    products.fma(scale, before).intoArray(y.values(), at);
  }

  private IntVector words(long at) {
    return IntVector.fromMemorySegment(Lanes.INTS, memory, at, ORDER);
  }

  /// Byte `j` of every word, as floats.
  private static FloatVector weights(IntVector words, int j) {
    return (FloatVector)
        words
            .lanewise(VectorOperators.LSHL, 24 - 8 * j)
            .lanewise(VectorOperators.ASHR, 24)
            .convert(VectorOperators.I2F, 0);
  }

  private static FloatVector value(float[] x, int i) {
    return FloatVector.broadcast(Lanes.FLOATS, x[i]);
  }
}
