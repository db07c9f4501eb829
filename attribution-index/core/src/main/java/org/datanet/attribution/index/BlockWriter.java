package org.datanet.attribution.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntToLongFunction;

/// Writes one index file front to back: bit-packed values or rows of bytes, then the checksums.
final class BlockWriter implements AutoCloseable {

  private static final int PADDING_BYTES = 8;

  private final FileChannel channel;
  private final FileKind kind;
  private final ByteBuffer block =
      ByteBuffer.allocate(BlockFile.BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private ByteBuffer checksums = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
  private long payloadBytes;
  private long pending;
  private int pendingBits;

  private BlockWriter(Path file, FileKind kind) throws IOException {
    this.kind = kind;
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    channel.position(BlockFile.HEADER_BYTES);
  }

  /// Writes `count` values, each in as many bits as the largest needs.
  static void packed(Path folder, FileKind kind, int count, IntToLongFunction values)
      throws IOException {
    long all = 0;
    for (int i = 0; i < count; i++) {
      all |= values.applyAsLong(i);
    }
    int width = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(all));
    try (BlockWriter writer = new BlockWriter(folder.resolve(kind.fileName), kind)) {
      for (int i = 0; i < count; i++) {
        writer.bits(values.applyAsLong(i), width);
      }
      writer.finish(count, width);
    }
  }

  /// Writes rows of equal size.
  static void rows(Path folder, FileKind kind, int rowBytes, Iterable<byte[]> rows)
      throws IOException {
    try (BlockWriter writer = new BlockWriter(folder.resolve(kind.fileName), kind)) {
      long count = 0;
      for (byte[] row : rows) {
        for (byte b : row) {
          writer.octet(b);
        }
        count += row.length / rowBytes;
      }
      writer.finish(count, rowBytes * Byte.SIZE);
    }
  }

  private void bits(long value, int width) throws IOException {
    pending |= value << pendingBits;
    pendingBits += width;
    while (pendingBits >= Byte.SIZE) {
      octet((byte) pending);
      pending >>>= Byte.SIZE;
      pendingBits -= Byte.SIZE;
    }
  }

  private void octet(byte value) throws IOException {
    if (!block.hasRemaining()) {
      flush();
    }
    block.put(value);
    payloadBytes++;
  }

  private void flush() throws IOException {
    if (checksums.remaining() < Integer.BYTES) {
      checksums =
          ByteBuffer.allocate(checksums.capacity() * 2)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(checksums.flip());
    }
    checksums.putInt(BlockFile.crc(block.array(), block.position()));
    write(block.flip());
    block.clear();
  }

  private void finish(long count, int width) throws IOException {
    for (int i = 0; i < PADDING_BYTES + (pendingBits > 0 ? 1 : 0); i++) {
      octet((byte) pending);
      pending = 0;
    }
    flush();
    write(checksums.flip());
    channel.position(0);
    write(new BlockFile.Header(kind, count, width, payloadBytes).encoded());
    channel.force(true);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
