package org.datanet.inference.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A tensor inside a mapped file; valid as long as the file's arena. Values are little-endian.
///
/// @param bytes exactly the tensor's bytes
/// @param shape sides, slowest first
/// @param dtype type of the values as the file spells it, e.g. `F32`, `BF16`
record TensorView(MemorySegment bytes, long[] shape, String dtype) {

  private static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt BITS =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort HALF =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long BLOCK = 4096;
  private static final int F32_EXPONENT = 0x7f80_0000;
  private static final int BF16_EXPONENT = 0x7f80;
  private static final int F16_EXPONENT = 0x7c00;

  /// Number of values.
  long count() {
    long count = 1;
    for (long side : shape) {
      count *= side;
    }
    return count;
  }

  boolean isFloat32() {
    return dtype.equals("F32");
  }

  /// Whether the values can be had as floats.
  boolean isReadable() {
    return switch (dtype) {
      case "F32", "BF16", "F16" -> true;
      default -> GgufType.named(dtype).isPresent();
    };
  }

  /// A copy as 32-bit floats.
  float[] floats() {
    float[] out = new float[Math.toIntExact(count())];
    switch (dtype) {
      case "F32" -> MemorySegment.copy(bytes, F32, 0, out, 0, out.length);
      case "BF16" -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = Float.intBitsToFloat(bytes.get(HALF, 2L * i) << 16);
        }
      }
      case "F16" -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = Float.float16ToFloat(bytes.get(HALF, 2L * i));
        }
      }
      default -> blocks().floats(bytes, out);
    }
    return out;
  }

  /// Index of the first NaN or infinity, or -1; reads the file, takes no memory.
  long firstNotFinite() {
    return switch (dtype) {
      case "F32" -> firstInt(F32_EXPONENT);
      case "BF16" -> firstShort(BF16_EXPONENT);
      case "F16" -> firstShort(F16_EXPONENT);
      default -> blocks().firstNotFinite(bytes);
    };
  }

  private GgufType blocks() {
    return GgufType.named(dtype)
        .orElseThrow(() -> new IllegalArgumentException("tensor type not supported: " + dtype));
  }

  /// In blocks whose inner loop has no exit, so that it is compiled to vector instructions: every
  /// number that is not finite has the largest exponent.
  private long firstInt(int exponent) {
    for (long start = 0; start < bytes.byteSize(); start += 4 * BLOCK) {
      int count = (int) Math.min(BLOCK, (bytes.byteSize() - start) / 4);
      int largest = 0;
      for (int i = 0; i < count; i++) {
        largest = Math.max(largest, bytes.get(BITS, start + 4L * i) & exponent);
      }
      if (largest == exponent) {
        long at = start;
        while ((bytes.get(BITS, at) & exponent) != exponent) {
          at += 4;
        }
        return at / 4;
      }
    }
    return -1;
  }

  private long firstShort(int exponent) {
    for (long i = 0; i < bytes.byteSize(); i += 2) {
      if ((bytes.get(HALF, i) & exponent) == exponent) {
        return i / 2;
      }
    }
    return -1;
  }
}
