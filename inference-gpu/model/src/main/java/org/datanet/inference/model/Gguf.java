package org.datanet.inference.model;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mapped GGUF file, version 2 or 3 (layout in the package description): metadata and tensors by
/// ggml's names. Lives as long as its arena.
///
/// @param name the file's name, for messages
record Gguf(String name, Map<String, Object> metadata, Map<String, TensorView> tensors) {

  private static final int MAGIC = 0x46554747;
  private static final int MOST_SIDES = 4;

  /// A tensor as the header describes it.
  ///
  /// @param shape slowest side first (the file has it reversed)
  private record Described(String name, GgufType type, long[] shape, long offset, long bytes) {}

  /// Whether a model is one GGUF file, by its name.
  static boolean isFile(Path model) {
    return model.toString().endsWith(".gguf");
  }

  /// Maps a file and checks all of its header.
  ///
  /// @throws IllegalArgumentException when a length, count, shape or offset in it cannot be true
  static Gguf open(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return read(all, String.valueOf(file.getFileName()));
    }
  }

  static Gguf read(MemorySegment all, String name) {
    GgufReader in = new GgufReader(all, name);
    if (all.byteSize() < 24 || in.int32() != MAGIC) {
      throw in.wrong("is not a GGUF file");
    }
    int version = in.int32();
    if (version != 2 && version != 3) {
      throw in.wrong("is GGUF version %d; read are little-endian 2 and 3".formatted(version));
    }
    int tensors = in.count("tensors", 24);
    Map<String, Object> metadata = metadata(in);
    List<Described> described = new ArrayList<>(tensors);
    for (int i = 0; i < tensors; i++) {
      described.add(describe(in));
    }
    return new Gguf(name, metadata, place(in, described, alignment(in, metadata), all));
  }

  private static Map<String, Object> metadata(GgufReader in) {
    int count = in.count("metadata entries", 13);
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = in.string();
      if (metadata.put(key, in.value()) != null) {
        throw in.wrong("has the metadata entry " + key + " twice");
      }
    }
    return metadata;
  }

  private static Described describe(GgufReader in) {
    String name = in.string();
    int sides = in.int32();
    if (sides < 1 || sides > MOST_SIDES) {
      throw in.wrong("gives tensor %s %d dimensions; 1 to 4 are possible".formatted(name, sides));
    }
    long[] shape = new long[sides];
    long count = 1;
    for (int i = sides - 1; i >= 0; i--) {
      shape[i] = in.int64();
      if (shape[i] < 1 || shape[i] > Long.MAX_VALUE / 8 / count) {
        throw in.wrong("gives tensor %s the length %d".formatted(name, shape[i]));
      }
      count *= shape[i];
    }
    GgufType type = type(in, name);
    if (shape[sides - 1] % type.blockValues() != 0) {
      throw in.wrong(
          "gives tensor %s (%s) rows of %d, not a multiple of %d"
              .formatted(name, type, shape[sides - 1], type.blockValues()));
    }
    return new Described(name, type, shape, in.int64(), type.bytes(count));
  }

  private static GgufType type(GgufReader in, String tensor) {
    int code = in.int32();
    return GgufType.of(code)
        .orElseThrow(() ->
            in.wrong(
                "has tensor %s of ggml type %d; read are %s"
                    .formatted(tensor, code, Arrays.toString(GgufType.values()))));
  }

  private static long alignment(GgufReader in, Map<String, Object> metadata) {
    Object value = metadata.getOrDefault("general.alignment", 32L);
    if (value instanceof Long l && l >= 1 && l <= 1 << 20 && Long.bitCount(l) == 1) {
      return l;
    }
    throw in.wrong("has general.alignment %s; a power of two is possible".formatted(value));
  }

  private static Map<String, TensorView> place(
      GgufReader in, List<Described> described, long alignment, MemorySegment all) {
    long start = Math.ceilDiv(in.position(), alignment) * alignment;
    long room = Math.max(0, all.byteSize() - start);
    Map<String, TensorView> tensors = new LinkedHashMap<>();
    long free = 0;
    for (Described t :
        described.stream().sorted(Comparator.comparingLong(Described::offset)).toList()) {
      if (t.offset() % alignment != 0 || t.offset() < free || t.bytes() > room - t.offset()) {
        throw in.wrong(
            "places the %d bytes of tensor %s at %s; free are %d to %d, in steps of %d"
                .formatted(
                    t.bytes(), t.name(), Long.toUnsignedString(t.offset()), free, room, alignment));
      }
      free = t.offset() + t.bytes();
      MemorySegment bytes = all.asSlice(start + t.offset(), t.bytes());
      if (tensors.put(t.name(), new TensorView(bytes, t.shape(), t.type().name())) != null) {
        throw in.wrong("has the tensor " + t.name() + " twice");
      }
    }
    return tensors;
  }

  /// A whole number of the metadata.
  ///
  /// @param otherwise what an absent entry means; null when it must be there
  int integer(String key, @Nullable Integer otherwise) {
    Object value = value(key, otherwise);
    if (value instanceof Number n && n.doubleValue() == n.intValue()) {
      return n.intValue();
    }
    throw new IllegalArgumentException(name + " has " + key + " " + value + ", not a whole number");
  }

  double number(String key, @Nullable Double otherwise) {
    if (value(key, otherwise) instanceof Number n && Double.isFinite(n.doubleValue())) {
      return n.doubleValue();
    }
    throw new IllegalArgumentException(name + " has " + key + ", which is not a number");
  }

  String text(String key, @Nullable String otherwise) {
    if (value(key, otherwise) instanceof String s) {
      return s;
    }
    throw new IllegalArgumentException(name + " has " + key + ", which is not text");
  }

  boolean flag(String key, boolean otherwise) {
    if (value(key, otherwise) instanceof Boolean b) {
      return b;
    }
    throw new IllegalArgumentException(name + " has " + key + ", which is not true or false");
  }

  /// A list of the metadata, all of one kind; empty when absent.
  <T> List<T> list(String key, Class<T> kind) {
    Object value = metadata.getOrDefault(key, List.of());
    if (value instanceof List<?> list && list.stream().allMatch(kind::isInstance)) {
      return list.stream().map(kind::cast).toList();
    }
    throw new IllegalArgumentException(name + " has " + key + ", which is not a list as expected");
  }

  private Object value(String key, @Nullable Object otherwise) {
    Object value = metadata.get(key);
    if (value != null) {
      return value;
    }
    if (otherwise != null) {
      return otherwise;
    }
    throw new IllegalArgumentException(name + " lacks the metadata entry " + key);
  }
}
