package org.datanet.inference.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes GGUF files for tests, right ones and, with the fields open, wrong ones.
final class GgufWriter {

  static final int ALIGNMENT = 32;

  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /// @param sides as in the file: fastest first
  private record Tensor(long[] sides, int type, byte[] bytes) {}

  GgufWriter put(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  /// A tensor of 32-bit floats.
  ///
  /// @param shape slowest side first
  GgufWriter tensor(String name, long[] shape, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    long[] sides = new long[shape.length];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = shape[shape.length - 1 - i];
    }
    tensors.put(name, new Tensor(sides, 0, bytes.array()));
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    int32(out, 3);
    int64(out, tensors.size());
    int64(out, metadata.size());
    metadata.forEach((key, value) -> {
      string(out, key);
      int32(out, type(value));
      value(out, value);
    });
    tensors.forEach((name, tensor) -> {
      string(out, name);
      int32(out, tensor.sides().length);
      for (long side : tensor.sides()) {
        int64(out, side);
      }
      int32(out, tensor.type());
      int64(out, data.size());
      data.writeBytes(tensor.bytes());
      pad(data);
    });
    pad(out);
    out.writeBytes(data.toByteArray());
    return out.toByteArray();
  }

  private static void pad(ByteArrayOutputStream out) {
    while (out.size() % ALIGNMENT != 0) {
      out.write(0);
    }
  }

  private static int type(Object value) {
    return switch (value) {
      case Integer i -> 5;
      case Float f -> 6;
      case Boolean b -> 7;
      case String s -> 8;
      case List<?> list -> 9;
      default -> throw new AssertionError(value);
    };
  }

  private static void value(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case Integer i -> int32(out, i);
      case Float f -> int32(out, Float.floatToRawIntBits(f));
      case Boolean b -> out.write(b ? 1 : 0);
      case String s -> string(out, s);
      case List<?> list -> {
        int32(out, type(list.getFirst()));
        int64(out, list.size());
        list.forEach(entry -> value(out, entry));
      }
      default -> throw new AssertionError(value);
    }
  }

  static void string(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int64(out, bytes.length);
    out.writeBytes(bytes);
  }

  static void int32(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  static void int64(ByteArrayOutputStream out, long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }
}
