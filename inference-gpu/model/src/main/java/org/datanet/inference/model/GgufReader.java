package org.datanet.inference.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the header of a GGUF file from front to back. Every length and count is compared with the
/// bytes that are left before anything of that size is made. Not thread-safe.
final class GgufReader {

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int MOST_ENTRIES = 1 << 22;

  /// Bytes of a value by its type number; of strings and arrays the least.
  private static final int[] LEAST_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 8, 12, 8, 8, 8};

  private final MemorySegment file;
  private final String name;
  private long at;

  GgufReader(MemorySegment file, String name) {
    this.file = file;
    this.name = name;
  }

  /// Where the next byte is read, from the file's start.
  long position() {
    return at;
  }

  int int32() {
    return file.get(INT, take(4, "a number"));
  }

  long int64() {
    return file.get(LONG, take(8, "a number"));
  }

  /// A count of things that take at least `leastBytes` each.
  int count(String what, int leastBytes) {
    long count = int64();
    long most = Math.min((file.byteSize() - at) / leastBytes, Integer.MAX_VALUE - 16);
    if (count < 0 || count > most) {
      throw wrong(
          "says it has %s %s; the %d bytes that are left have room for %d"
              .formatted(Long.toUnsignedString(count), what, file.byteSize() - at, most));
    }
    return (int) count;
  }

  String string() {
    int length = count("bytes of text", 1);
    byte[] bytes = file.asSlice(take(length, "text"), length).toArray(ValueLayout.JAVA_BYTE);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw wrong("holds text that is not UTF-8 before byte " + at);
    }
  }

  /// A metadata value: Long, Double, Boolean, String or a list of one of them. Unsigned 64-bit
  /// numbers above 2^63 - 1 become negative.
  Object value() {
    return value(int32(), 0);
  }

  private Object value(int type, int depth) {
    return switch (type) {
      case 0 -> (long) (octet() & 0xff);
      case 1 -> (long) octet();
      case 2 -> (long) ((octet() & 0xff) | (octet() & 0xff) << 8);
      case 3 -> (long) (short) ((octet() & 0xff) | octet() << 8);
      case 4 -> int32() & 0xffffffffL;
      case 5 -> (long) int32();
      case 6 -> (double) Float.intBitsToFloat(int32());
      case 7 -> flag();
      case STRING -> string();
      case ARRAY -> list(depth + 1);
      case 10, 11 -> int64();
      case 12 -> Double.longBitsToDouble(int64());
      default -> throw wrong("has a metadata value of type %d before byte %d".formatted(type, at));
    };
  }

  private List<Object> list(int depth) {
    int type = int32();
    if (type < 0 || type >= LEAST_BYTES.length || depth > 3) {
      throw wrong("has a list of type %d, %d deep, before byte %d".formatted(type, depth, at));
    }
    int count = count("list entries", LEAST_BYTES[type]);
    if (count > MOST_ENTRIES) {
      throw wrong("has a list of %d entries; %d are possible".formatted(count, MOST_ENTRIES));
    }
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(value(type, depth));
    }
    return values;
  }

  private boolean flag() {
    byte octet = octet();
    if (octet != 0 && octet != 1) {
      throw wrong("has %d where true or false must stand, before byte %d".formatted(octet, at));
    }
    return octet == 1;
  }

  private byte octet() {
    return file.get(ValueLayout.JAVA_BYTE, take(1, "a number"));
  }

  private long take(long bytes, String what) {
    if (bytes > file.byteSize() - at) {
      throw wrong("ends at byte %d within %s".formatted(file.byteSize(), what));
    }
    at += bytes;
    return at - bytes;
  }

  /// An error that names the file.
  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(name + " " + what);
  }
}
