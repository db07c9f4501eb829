package org.datanet.attribution.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;

/// What header and block checksums of an index file look like; see the package's specification.
final class BlockFile {

  static final int HEADER_BYTES = 64;
  static final int BLOCK_BYTES = 64 * 1024;
  static final int VERSION = 1;
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final byte[] MAGIC = {'D', 'N', 'A', 'T', 'T', 'R', 'I', 'X'};
  private static final int CRC_AT = 60;

  private BlockFile() {}

  /// Count and width of the values and bytes of the payload.
  record Header(FileKind kind, long count, int width, long payloadBytes) {

    ByteBuffer encoded() {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      header.put(MAGIC).putInt(VERSION).putInt(kind.number).putLong(count).putInt(width);
      header.putLong(payloadBytes).putInt(CRC_AT, crc(header.array(), CRC_AT));
      return header.rewind();
    }

    long blocks() {
      return (payloadBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    long fileBytes() {
      return HEADER_BYTES + payloadBytes + 4 * blocks();
    }
  }

  /// Reads and checks the header of a mapped file.
  ///
  /// @throws ProblemException `index-corrupt` or `index-newer`
  static Header header(FileKind kind, MemorySegment file) {
    check(file.byteSize() >= HEADER_BYTES, kind, "is shorter than its header");
    byte[] bytes = file.asSlice(0, HEADER_BYTES).toArray(ValueLayout.JAVA_BYTE);
    check(
        MemorySegment.ofArray(bytes).asSlice(0, 8).mismatch(MemorySegment.ofArray(MAGIC)) < 0,
        kind,
        "does not start with the magic of an index file");
    check(file.get(INT, CRC_AT) == crc(bytes, CRC_AT), kind, "has a damaged header");
    if (file.get(INT, 8) > VERSION) {
      throw new ProblemException(
          AttributionProblem.INDEX_NEWER,
          kind.fileName
              + " has format version "
              + file.get(INT, 8)
              + ", known is up to "
              + VERSION);
    }
    check(file.get(INT, 12) == kind.number, kind, "is a file of another kind");
    Header header = new Header(kind, file.get(LONG, 16), file.get(INT, 24), file.get(LONG, 28));
    check(header.fileBytes() == file.byteSize(), kind, "is truncated or too long");
    return header;
  }

  /// Checks every block of the payload.
  static void verifyBlocks(FileKind kind, MemorySegment file) {
    Header header = header(kind, file);
    long table = HEADER_BYTES + header.payloadBytes();
    for (long block = 0; block < header.blocks(); block++) {
      long from = block * BLOCK_BYTES;
      long size = Math.min(BLOCK_BYTES, header.payloadBytes() - from);
      byte[] bytes = file.asSlice(HEADER_BYTES + from, size).toArray(ValueLayout.JAVA_BYTE);
      check(
          file.get(INT, table + 4 * block) == crc(bytes, bytes.length),
          kind,
          "has a damaged block " + block + " (or its checksum)");
    }
  }

  static void check(boolean holds, FileKind kind, String otherwise) {
    if (!holds) {
      throw corrupt(kind.fileName + " " + otherwise);
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
