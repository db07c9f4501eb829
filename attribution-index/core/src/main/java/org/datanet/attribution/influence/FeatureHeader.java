package org.datanet.attribution.influence;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.influence.FeatureLayout.Layer;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// The header of a file of features; see the package's specification.
record FeatureHeader(FeatureLayout layout, long rows, Hash payloadSha256) {

  static final int BLOCK_BYTES = 64 * 1024;
  static final int ID_BYTES = 16;
  static final int ENTRY_BYTES = ID_BYTES + Float.BYTES;
  private static final int VERSION = 1;
  private static final int F32 = 1;
  private static final int LAYERS_AT = 104;
  private static final int LENGTH_AT = 12;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final byte[] MAGIC = "DNGRADFT".getBytes(StandardCharsets.US_ASCII);

  byte[] encoded() {
    int bytes = LAYERS_AT + Integer.BYTES;
    for (Layer layer : layout.layers()) {
      bytes += 3 * Integer.BYTES + name(layer).length;
    }
    ByteBuffer header = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putInt(VERSION).putInt(bytes).putInt(F32).putInt(layout.layers().size());
    header.putLong(rows).putLong(layout.seed());
    header.put(layout.fingerprint().bytes()).put(payloadSha256.bytes());
    for (Layer layer : layout.layers()) {
      header.putInt(layer.inputs()).putInt(layer.values()).putInt(name(layer).length);
      header.put(name(layer));
    }
    return header.putInt(crc(header.array(), header.position())).array();
  }

  private static byte[] name(Layer layer) {
    return layer.name().getBytes(StandardCharsets.UTF_8);
  }

  long rowBytes() {
    return (long) Float.BYTES * layout.values();
  }

  long payloadBytes() {
    return rows * (rowBytes() + ENTRY_BYTES);
  }

  long blocks() {
    return (payloadBytes() + BLOCK_BYTES - 1) / BLOCK_BYTES;
  }

  /// Reads and checks the header of a mapped file.
  ///
  /// @throws ProblemException `features-corrupt` or `features-newer`
  static FeatureHeader read(MemorySegment file, String name) {
    check(
        file.byteSize() > LAYERS_AT
            && file.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) < 0,
        name,
        "does not start with the magic of a file of features");
    int length = file.get(INT, LENGTH_AT);
    check(length > LAYERS_AT && length <= file.byteSize(), name, "has a damaged header");
    byte[] bytes = file.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = length - Integer.BYTES;
    check(header.getInt(end) == crc(bytes, end), name, "has a damaged header");
    if (header.getInt(8) > VERSION || header.getInt(16) != F32) {
      throw new ProblemException(
          AttributionProblem.FEATURES_NEWER,
          name + " has format version " + header.getInt(8) + ", known is up to " + VERSION);
    }
    FeatureHeader read = decoded(header);
    long expected = length + read.payloadBytes() + Integer.BYTES * read.blocks();
    check(file.byteSize() == expected, name, "is truncated or too long");
    return read;
  }

  private static FeatureHeader decoded(ByteBuffer header) {
    int layers = header.getInt(20);
    long rows = header.getLong(24);
    long seed = header.getLong(32);
    Hash fingerprint = Hash.of(Arrays.copyOfRange(header.array(), 40, 72));
    Hash payload = Hash.of(Arrays.copyOfRange(header.array(), 72, LAYERS_AT));
    header.position(LAYERS_AT);
    List<Layer> read = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      int inputs = header.getInt();
      int values = header.getInt();
      byte[] name = new byte[header.getInt()];
      header.get(name);
      read.add(new Layer(new String(name, StandardCharsets.UTF_8), inputs, values));
    }
    return new FeatureHeader(new FeatureLayout(read, seed, fingerprint), rows, payload);
  }

  static void check(boolean holds, String name, String otherwise) {
    if (!holds) {
      throw new ProblemException(
          AttributionProblem.FEATURES_CORRUPT,
          name + " " + otherwise + "; compute the features again from the adapter and its records");
    }
  }

  static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
