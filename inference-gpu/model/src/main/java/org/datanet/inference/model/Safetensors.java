package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/// Reads and writes safetensors files (layout in the package description).
final class Safetensors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort HALF =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long MAX_HEADER_BYTES = 100_000_000;

  /// A tensor inside a mapped file; valid as long as the file's arena.
  record View(MemorySegment bytes, long[] shape, String dtype) {

    boolean isFloat32() {
      return dtype.equals("F32");
    }

    /// A copy as 32-bit floats.
    float[] floats() {
      int size = Math.toIntExact(bytes.byteSize() / (isFloat32() ? 4 : 2));
      float[] out = new float[size];
      for (int i = 0; i < size; i++) {
        out[i] =
            switch (dtype) {
              case "F32" -> bytes.get(F32, 4L * i);
              case "BF16" -> Float.intBitsToFloat(bytes.get(HALF, 2L * i) << 16);
              case "F16" -> Float.float16ToFloat(bytes.get(HALF, 2L * i));
              default -> throw new IllegalArgumentException("tensor type not supported: " + dtype);
            };
      }
      return out;
    }
  }

  /// A tensor to be written.
  record Entry(float[] values, long[] shape) {}

  private Safetensors() {}

  /// Maps a file; the views live as long as `arena`.
  static Map<String, View> map(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      long header = all.byteSize() < 8 ? -1 : all.get(LENGTH, 0);
      if (header < 2 || header > MAX_HEADER_BYTES || header + 8 > all.byteSize()) {
        throw new IllegalArgumentException(file.getFileName() + " is not a safetensors file");
      }
      byte[] json = all.asSlice(8, header).toArray(ValueLayout.JAVA_BYTE);
      MemorySegment data = all.asSlice(8 + header);
      Map<String, View> views = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> e : JSON.readTree(json).properties()) {
        if (!e.getKey().equals("__metadata__")) {
          views.put(e.getKey(), view(e.getKey(), e.getValue(), data));
        }
      }
      return views;
    }
  }

  private static View view(String name, JsonNode entry, MemorySegment data) {
    String dtype = entry.path("dtype").asText();
    long from = entry.path("data_offsets").path(0).asLong(-1);
    long to = entry.path("data_offsets").path(1).asLong(-1);
    JsonNode shapeNode = entry.path("shape");
    long[] shape = new long[shapeNode.size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shapeNode.path(i).asLong();
      count = Math.multiplyExact(count, shape[i]);
    }
    long width = dtype.equals("F32") ? 4 : dtype.equals("BF16") || dtype.equals("F16") ? 2 : 0;
    if (width == 0 || from < 0 || to > data.byteSize() || to - from != count * width) {
      throw new IllegalArgumentException(
          "tensor " + name + " (" + dtype + ") does not fit its safetensors file");
    }
    return new View(data.asSlice(from, to - from), shape, dtype);
  }

  /// Writes a file with tensors in name order, as 32-bit floats or rounded to bfloat16.
  static void write(Path file, SortedMap<String, Entry> tensors, boolean bfloat16)
      throws IOException {
    int width = bfloat16 ? 2 : 4;
    byte[] header = header(tensors, width);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(little(8).putLong(header.length).array());
      out.write(header);
      for (Entry tensor : tensors.values()) {
        ByteBuffer bytes = little(tensor.values().length * width);
        for (float value : tensor.values()) {
          if (bfloat16) {
            bytes.putShort(bfloat16(value));
          } else {
            bytes.putFloat(value);
          }
        }
        out.write(bytes.array());
      }
    }
  }

  private static byte[] header(SortedMap<String, Entry> tensors, int width) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("__metadata__").put("format", "pt");
    long offset = 0;
    for (Map.Entry<String, Entry> e : tensors.entrySet()) {
      ObjectNode node = json.putObject(e.getKey()).put("dtype", width == 4 ? "F32" : "BF16");
      var shape = node.putArray("shape");
      for (long side : e.getValue().shape()) {
        shape.add(side);
      }
      long end = offset + (long) e.getValue().values().length * width;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String text = JSON.writeValueAsString(json);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat(Math.floorMod(-bytes, 8))).getBytes(StandardCharsets.UTF_8);
  }

  /// Round to nearest, ties to even.
  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
