package org.datanet.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Reads and writes safetensors files (layout in the package description).
final class Safetensors {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long MAX_HEADER_BYTES = 100_000_000;

  /// Bytes of one value of each type of the format.
  private static final Map<String, Integer> WIDTHS = widths();

  /// A tensor to be written.
  record Entry(float[] values, long[] shape) {}

  private Safetensors() {}

  private static Map<String, Integer> widths() {
    Map<String, Integer> widths = new HashMap<>();
    List.of("BOOL", "U8", "I8", "F8_E4M3", "F8_E5M2", "F8_E8M0").forEach(t -> widths.put(t, 1));
    List.of("U16", "I16", "F16", "BF16").forEach(t -> widths.put(t, 2));
    List.of("U32", "I32", "F32").forEach(t -> widths.put(t, 4));
    List.of("U64", "I64", "F64").forEach(t -> widths.put(t, 8));
    return widths;
  }

  /// Maps a file; the views live as long as `arena`. The header is held to the format: it names
  /// known types, and the tensors cover the data without a gap or an overlap.
  ///
  /// @throws IllegalArgumentException naming the file, the tensor and what is wrong
  static Map<String, TensorView> map(Path file, Arena arena) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      long length = all.byteSize() < 8 ? -1 : all.get(LENGTH, 0);
      if (length < 2 || length > MAX_HEADER_BYTES || length > all.byteSize() - 8) {
        throw new IllegalArgumentException(
            "%s is not a safetensors file, or it is cut: %d bytes, header %s"
                .formatted(name, all.byteSize(), length < 0 ? "missing" : length + " bytes"));
      }
      JsonNode header = header(name, all.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE));
      return views(name, header, all.asSlice(8 + length));
    }
  }

  private static JsonNode header(String file, byte[] json) throws IOException {
    try {
      JsonNode header = JSON.readTree(json);
      if (!header.isObject()) {
        throw new IllegalArgumentException(file + ": the header is not a JSON object");
      }
      return header;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + ": the header is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Map<String, TensorView> views(String file, JsonNode header, MemorySegment data) {
    Map<String, TensorView> views = new LinkedHashMap<>();
    List<Extent> extents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> e : header.properties()) {
      if (!e.getKey().equals("__metadata__")) {
        Extent extent = Extent.of(file + ": tensor " + e.getKey(), e.getValue(), data.byteSize());
        extents.add(extent);
        MemorySegment bytes = data.asSlice(extent.from(), extent.to() - extent.from());
        views.put(e.getKey(), new TensorView(bytes, extent.shape(), extent.dtype()));
      }
    }
    extents.sort(Comparator.comparingLong(Extent::from).thenComparingLong(Extent::to));
    long end = 0;
    for (Extent extent : extents) {
      if (extent.from() != end) {
        throw new IllegalArgumentException(
            "%s starts at byte %d of the data, expected %d: tensors overlap or leave a gap"
                .formatted(extent.label(), extent.from(), end));
      }
      end = extent.to();
    }
    if (end != data.byteSize()) {
      throw new IllegalArgumentException(
          "%s: the tensors take %d bytes of data, the file has %d"
              .formatted(file, end, data.byteSize()));
    }
    return views;
  }

  /// Where a tensor lies in a file's data, as its header entry says: bytes `from … to-1`.
  private record Extent(String label, String dtype, long[] shape, long from, long to) {

    static Extent of(String label, JsonNode entry, long dataBytes) {
      String dtype = entry.path("dtype").asText();
      Integer width = WIDTHS.get(dtype);
      if (width == null) {
        throw new IllegalArgumentException("%s has the unknown type '%s'".formatted(label, dtype));
      }
      long[] shape = shape(label, entry.path("shape"));
      long from = offset(label, entry, 0);
      long to = offset(label, entry, 1);
      long bytes = bytes(label, shape, width);
      if (to > dataBytes || to - from != bytes) {
        throw new IllegalArgumentException(
            "%s, %s %s, needs %d bytes; its header gives it bytes %d to %d of %d"
                .formatted(label, dtype, Arrays.toString(shape), bytes, from, to, dataBytes));
      }
      return new Extent(label, dtype, shape, from, to);
    }

    private static long offset(String label, JsonNode entry, int index) {
      JsonNode value = entry.path("data_offsets").path(index);
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
        throw new IllegalArgumentException(label + " lacks two data_offsets of 0 or more");
      }
      return value.asLong();
    }

    private static long[] shape(String label, JsonNode sides) {
      long[] shape = new long[sides.size()];
      for (int i = 0; i < shape.length; i++) {
        JsonNode side = sides.path(i);
        if (!side.isIntegralNumber() || !side.canConvertToLong() || side.asLong() < 0) {
          throw new IllegalArgumentException(label + " has the impossible shape " + sides);
        }
        shape[i] = side.asLong();
      }
      if (!sides.isArray()) {
        throw new IllegalArgumentException(label + " lacks a shape");
      }
      return shape;
    }

    private static long bytes(String label, long[] shape, int width) {
      try {
        long bytes = width;
        for (long side : shape) {
          bytes = Math.multiplyExact(bytes, side);
        }
        return bytes;
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            label + " has the impossible shape " + Arrays.toString(shape), e);
      }
    }
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
