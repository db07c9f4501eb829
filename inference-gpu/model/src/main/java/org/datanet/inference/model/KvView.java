package org.datanet.inference.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The keys or the values of one layer as the decoder in Java reads and writes them: heads of
/// `width` numbers, 32-bit floats or bfloat16.
///
/// @param memory `[slots, heads, width]`
/// @param half whether the numbers are bfloat16
record KvView(MemorySegment memory, boolean half, int heads, int width) {

  private static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, VectorShape.forBitSize(16 * Lanes.COUNT));

  /// Place of a head of a slot, in numbers.
  long at(int slot, int head) {
    return ((long) slot * heads + head) * width;
  }

  /// Writes all heads of a slot, rounding to the nearest.
  void write(int slot, float[] from, int fromAt) {
    int n = heads * width;
    if (!half) {
      MemorySegment.copy(from, fromAt, memory, ValueLayout.JAVA_FLOAT, 4 * at(slot, 0), n);
      return;
    }
    long to = at(slot, 0);
    for (int i = 0; i < n; i++) {
      int bits = Float.floatToRawIntBits(from[fromAt + i]);
      short rounded = (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
      memory.setAtIndex(ValueLayout.JAVA_SHORT, to + i, rounded);
    }
  }

  FloatVector load(long at) {
    if (!half) {
      return Lanes.load(memory, 4 * at);
    }
    IntVector wide =
        (IntVector)
            ShortVector.fromMemorySegment(HALVES, memory, 2 * at, ByteOrder.nativeOrder())
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
    return wide.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  float get(long at) {
    return half
        ? Float.intBitsToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, at) << 16)
        : memory.getAtIndex(ValueLayout.JAVA_FLOAT, at);
  }

  /// Product of a query with a key.
  float dot(long at, float[] query, int queryAt) {
    FloatVector sums = Lanes.zero();
    int whole = Lanes.FLOATS.loopBound(width);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      sums = load(at + i).fma(FloatVector.fromArray(Lanes.FLOATS, query, queryAt + i), sums);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (int i = whole; i < width; i++) {
      sum += get(at + i) * query[queryAt + i];
    }
    return sum;
  }

  /// to += factor * value.
  void addTo(long at, float factor, float[] to, int toAt) {
    int whole = Lanes.FLOATS.loopBound(width);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector before = FloatVector.fromArray(Lanes.FLOATS, to, toAt + i);
      load(at + i).fma(FloatVector.broadcast(Lanes.FLOATS, factor), before).intoArray(to, toAt + i);
    }
    for (int i = whole; i < width; i++) {
      to[toAt + i] += factor * get(at + i);
    }
  }
}
