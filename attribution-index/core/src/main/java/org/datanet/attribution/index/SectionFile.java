package org.datanet.attribution.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// A mapped index file. Every block is checked against its CRC32C when it is first read, so that a
/// damaged byte is an error and never an answer; afterwards a read costs one look into a byte
/// array. Thread-safe.
final class SectionFile {

  static final int VERSION = 2;
  static final int BLOCK_SHIFT = 12;
  static final int BLOCK_BYTES = 1 << BLOCK_SHIFT;
  static final int TRAILER_BYTES = 1024;
  static final int TABLE_CRC_AT = TRAILER_BYTES - 8;
  static final int ENTRY_BYTES = 24;
  static final byte[] MAGIC = {'D', 'N', 'A', 'T', 'T', 'R', 'I', 'X'};
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String name;
  private final MemorySegment file;
  private final long payloadBytes;
  private final byte[] verified; // 1: this block and the next one are as written
  private final ByteBuffer trailer;

  private SectionFile(String name, MemorySegment file, Hash trailerSha256) {
    this.name = name;
    this.file = file;
    check(file.byteSize() >= TRAILER_BYTES, "is shorter than its trailer");
    byte[] bytes = file.asSlice(file.byteSize() - TRAILER_BYTES).toArray(ValueLayout.JAVA_BYTE);
    trailer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    checkTrailer(bytes);
    check(Hash.sha256(bytes).equals(trailerSha256), "is not the file that the manifest names");
    payloadBytes = trailer.getLong(16);
    verified = new byte[Math.toIntExact(blocks(payloadBytes))];
  }

  /// Maps a file and checks its trailer.
  ///
  /// @param trailerSha256 as the manifest says, so that no other index's file is taken
  /// @throws ProblemException `index-corrupt`, `index-newer`
  static SectionFile open(Path path, Hash trailerSha256, Arena arena) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (!Files.isRegularFile(path)) {
      throw corrupt(name + " is missing");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      return new SectionFile(
          name,
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena),
          trailerSha256);
    }
  }

  private void checkTrailer(byte[] bytes) {
    boolean magic = true;
    for (int i = 0; i < MAGIC.length; i++) {
      magic &= bytes[i] == MAGIC[i];
    }
    check(magic, "is truncated or no index file");
    check(
        trailer.getInt(TRAILER_BYTES - 4) == crc(bytes, TRAILER_BYTES - 4),
        "has a damaged trailer");
    if (trailer.getInt(8) > VERSION) {
      throw new ProblemException(
          AttributionProblem.INDEX_NEWER,
          name + " has format version " + trailer.getInt(8) + ", known is up to " + VERSION);
    }
    check(trailer.getInt(8) == VERSION, "has the outdated format version " + trailer.getInt(8));
    long payload = trailer.getLong(16);
    check(
        file.byteSize() == payload + 4 * blocks(payload) + TRAILER_BYTES,
        "is truncated or too long");
  }

  static long blocks(long payloadBytes) {
    return (payloadBytes + BLOCK_BYTES - 1) >>> BLOCK_SHIFT;
  }

  /// The values of a section.
  ///
  /// @throws ProblemException `index-corrupt` when there is no such section
  Values values(SectionKind kind) {
    for (int i = 0; i < trailer.getInt(12); i++) {
      int at = 24 + i * ENTRY_BYTES;
      if (trailer.getInt(at) == kind.number) {
        return new Values(
            this, trailer.getLong(at + 8), trailer.getLong(at + 16), trailer.getInt(at + 4));
      }
    }
    throw corrupt(name + " has no section " + kind);
  }

  String name() {
    return name;
  }

  /// Bytes of each section with its padding, by number of its kind; at 0 checksums and trailer.
  Map<Integer, Long> sectionBytes() {
    Map<Integer, Long> bytes = new TreeMap<>();
    int sections = trailer.getInt(12);
    for (int i = 0; i < sections; i++) {
      int at = 24 + i * ENTRY_BYTES;
      long end = i + 1 < sections ? trailer.getLong(at + ENTRY_BYTES + 16) : payloadBytes;
      bytes.put(trailer.getInt(at), end - trailer.getLong(at + 16));
    }
    bytes.put(0, file.byteSize() - payloadBytes);
    return bytes;
  }

  MemorySegment bytes() {
    return file;
  }

  byte[] verified() {
    return verified;
  }

  /// Checks the block that holds a byte, and the next one.
  ///
  /// @throws ProblemException `index-corrupt` naming file and block
  void verifyAt(long at) {
    int block = (int) (at >>> BLOCK_SHIFT);
    verifyBlock(block);
    if (block + 1 < verified.length) {
      verifyBlock(block + 1);
    }
    verified[block] = 1;
  }

  private void verifyBlock(int block) {
    long from = (long) block << BLOCK_SHIFT;
    CRC32C crc = new CRC32C();
    crc.update(file.asSlice(from, Math.min(BLOCK_BYTES, payloadBytes - from)).asByteBuffer());
    check(
        file.get(INT, payloadBytes + 4L * block) == (int) crc.getValue(),
        "has a damaged block " + block + " (or its checksum)");
  }

  /// Checks every block, and the checksums themselves.
  void verifyAll() {
    byte[] table = file.asSlice(payloadBytes, 4L * verified.length).toArray(ValueLayout.JAVA_BYTE);
    check(trailer.getInt(TABLE_CRC_AT) == crc(table, table.length), "has damaged checksums");
    for (int block = 0; block < verified.length; block++) {
      verifyBlock(block);
    }
  }

  void check(boolean holds, String otherwise) {
    if (!holds) {
      throw corrupt(name + " " + otherwise);
    }
  }

  static ProblemException corrupt(String what) {
    return new ProblemException(
        AttributionProblem.INDEX_CORRUPT,
        what + "; build the index again from the records of its dataset version");
  }

  static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
