package org.datanet.attribution.index;

import java.lang.foreign.MemorySegment;

/// Bit-packed values of a mapped index file. A width of up to 56 bits is read with one load.
final class PackedValues {

  private final MemorySegment payload;
  private final long count;
  private final int width;
  private final long mask;

  PackedValues(FileKind kind, MemorySegment file) {
    BlockFile.Header header = BlockFile.header(kind, file);
    BlockFile.check(header.width() >= 1 && header.width() <= 56, kind, "has an impossible width");
    BlockFile.check(
        header.payloadBytes() >= (header.count() * header.width() + 7) / 8 + 8,
        kind,
        "has fewer values than it says");
    payload = file.asSlice(BlockFile.HEADER_BYTES, header.payloadBytes());
    count = header.count();
    width = header.width();
    mask = (1L << width) - 1;
  }

  long count() {
    return count;
  }

  long get(long index) {
    long bit = index * width;
    return (payload.get(BlockFile.LONG, bit >>> 3) >>> (bit & 7)) & mask;
  }

  int getInt(long index) {
    return (int) get(index);
  }
}
