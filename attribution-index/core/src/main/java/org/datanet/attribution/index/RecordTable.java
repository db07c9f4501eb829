package org.datanet.attribution.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;

/// The rows of `records.dni`.
final class RecordTable {

  static final int ROW_BYTES = 52;
  private static final ValueLayout.OfLong BIG_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment payload;
  private final int count;

  RecordTable(MemorySegment file) {
    BlockFile.Header header = BlockFile.header(FileKind.RECORDS, file);
    BlockFile.check(
        header.payloadBytes() >= header.count() * ROW_BYTES,
        FileKind.RECORDS,
        "has fewer rows than it says");
    payload = file.asSlice(BlockFile.HEADER_BYTES, header.payloadBytes());
    count = (int) header.count();
  }

  int count() {
    return count;
  }

  RecordId id(int record) {
    long at = (long) record * ROW_BYTES;
    return new RecordId(new UUID(payload.get(BIG_LONG, at), payload.get(BIG_LONG, at + 8)));
  }

  Address contributor(int record) {
    byte[] bytes =
        payload.asSlice((long) record * ROW_BYTES + 16, 20).toArray(ValueLayout.JAVA_BYTE);
    return Address.of("0x" + HexFormat.of().formatHex(bytes));
  }

  Instant acceptedAt(int record) {
    long at = (long) record * ROW_BYTES + 36;
    return Instant.ofEpochSecond(
        payload.get(BlockFile.LONG, at), payload.get(BlockFile.INT, at + 8));
  }

  int cluster(int record) {
    return payload.get(BlockFile.INT, (long) record * ROW_BYTES + 48);
  }
}
