package org.datanet.inference.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// How the numbers of a GGUF tensor are stored: blocks of equal size along a row, each with its own
/// scale (ggml's layouts, little-endian). Values are exactly those of ggml's reference in 32-bit
/// floats: product, then sum, each rounded.
enum GgufType {
  F32(0, 1, 4) {
    @Override
    void block(MemorySegment in, long from, float[] out, int at) {
      out[at] = in.get(FLOAT, from);
    }
  },
  F16(1, 1, 2) {
    @Override
    void block(MemorySegment in, long from, float[] out, int at) {
      out[at] = half(in, from);
    }
  },
  /// Scale, then 32 times 4 bits around 8: the low halves first.
  Q4_0(2, 32, 18) {
    @Override
    void block(MemorySegment in, long from, float[] out, int at) {
      float scale = half(in, from);
      for (int i = 0; i < 16; i++) {
        int pair = in.get(BYTE, from + 2 + i);
        out[at + i] = scale * ((pair & 15) - 8);
        out[at + 16 + i] = scale * ((pair >> 4 & 15) - 8);
      }
    }
  },
  /// Scale and least value, then 32 times 4 bits.
  Q4_1(3, 32, 20) {
    @Override
    void block(MemorySegment in, long from, float[] out, int at) {
      float scale = half(in, from);
      float least = half(in, from + 2);
      for (int i = 0; i < 16; i++) {
        int pair = in.get(BYTE, from + 4 + i);
        out[at + i] = scale * (pair & 15) + least;
        out[at + 16 + i] = scale * (pair >> 4 & 15) + least;
      }
    }
  },
  /// Scale, then 32 signed bytes.
  Q8_0(8, 32, 34) {
    @Override
    void block(MemorySegment in, long from, float[] out, int at) {
      float scale = half(in, from);
      for (int i = 0; i < 32; i++) {
        out[at + i] = in.get(BYTE, from + 2 + i) * scale;
      }
    }
  },
  /// Scale of scales, scale of least values, eight 6-bit pairs of them in 12 bytes, then 4 bits a
  /// value: each 32 bytes hold two groups of 32.
  Q4_K(12, 256, 144) {
    @Override
    void block(MemorySegment in, long from, float[] out, int at) {
      float scale = half(in, from);
      float least = half(in, from + 2);
      for (int group = 0; group < 8; group++) {
        float d = scale * sixBits(in, from + 4, group, 0);
        float m = least * sixBits(in, from + 4, group, 4);
        long values = from + 16 + 32L * (group / 2);
        for (int i = 0; i < 32; i++) {
          int four = in.get(BYTE, values + i) >> 4 * (group % 2) & 15;
          out[at + 32 * group + i] = d * four - m;
        }
      }
    }
  },
  /// Low four bits, high two bits, sixteen signed scales, their scale.
  Q6_K(14, 256, 210) {
    @Override
    void block(MemorySegment in, long from, float[] out, int at) {
      float scale = half(in, from + 208);
      for (int i = 0; i < 256; i++) {
        int half = i / 128;
        int quarter = i % 128 / 32;
        int low = in.get(BYTE, from + 64 * half + 32 * (quarter % 2) + i % 32);
        int high = in.get(BYTE, from + 128 + 32 * half + i % 32);
        int six = (low >> 4 * (quarter / 2) & 15) | (high >> 2 * quarter & 3) << 4;
        out[at + i] = scale * in.get(BYTE, from + 192 + i / 16) * (six - 32);
      }
    }
  },
  BF16(30, 1, 2) {
    @Override
    void block(MemorySegment in, long from, float[] out, int at) {
      out[at] = Float.intBitsToFloat(in.get(SHORT, from) << 16);
    }
  };

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int code;
  private final int blockValues;
  private final int blockBytes;

  GgufType(int code, int blockValues, int blockBytes) {
    this.code = code;
    this.blockValues = blockValues;
    this.blockBytes = blockBytes;
  }

  /// Values of one block, written to `out` from `at`.
  abstract void block(MemorySegment in, long from, float[] out, int at);

  /// The type with ggml's number; empty when it is not read here.
  static Optional<GgufType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /// The type with this name, e.g. `Q8_0`.
  static Optional<GgufType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /// Values of one block; a row is a whole number of blocks.
  int blockValues() {
    return blockValues;
  }

  /// Bytes of so many values, a multiple of the block.
  long bytes(long values) {
    return Math.multiplyExact(values / blockValues, (long) blockBytes);
  }

  /// All values as 32-bit floats, to `out`.
  void floats(MemorySegment bytes, float[] out) {
    for (int i = 0; i < out.length / blockValues; i++) {
      block(bytes, (long) i * blockBytes, out, i * blockValues);
    }
  }

  /// Index of the first NaN or infinity, or -1.
  long firstNotFinite(MemorySegment bytes) {
    float[] block = new float[blockValues];
    for (long i = 0; i < bytes.byteSize() / blockBytes; i++) {
      block(bytes, i * blockBytes, block, 0);
      for (int j = 0; j < blockValues; j++) {
        if (!Float.isFinite(block[j])) {
          return i * blockValues + j;
        }
      }
    }
    return -1;
  }

  private static float half(MemorySegment in, long at) {
    return Float.float16ToFloat(in.get(SHORT, at));
  }

  /// One of eight 6-bit numbers: the first four lie in the low bits of bytes `first`…, the others
  /// in nibbles of the last four bytes and the two high bits above the first ones.
  private static int sixBits(MemorySegment in, long at, int group, int first) {
    if (group < 4) {
      return in.get(BYTE, at + first + group) & 63;
    }
    int low = in.get(BYTE, at + 8 + group - 4) >> first & 15;
    return low | in.get(BYTE, at + first + group - 4) >> 2 & 0x30;
  }
}
