package org.datanet.attribution.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32C;
import org.datanet.kernel.Hash;

/// Writes an index file front to back: sections of bit-packed values, the checksums, the trailer.
final class SectionWriter implements AutoCloseable {

  private static final int ALIGNMENT = 64;
  private static final int BUFFER_BYTES = 64 * SectionFile.BLOCK_BYTES;

  private final FileChannel channel;
  private final String name;
  private final MessageDigest digest;
  private final ByteBuffer buffer = little(BUFFER_BYTES);
  private final ByteBuffer entries = little(SectionFile.TRAILER_BYTES);
  private ByteBuffer checksums = little(SectionFile.BLOCK_BYTES);
  private long flushed;
  private long pending;
  private int pendingBits;
  private int sections;

  /// What was written, as the manifest names it.
  ///
  /// @param trailerSha256 of the last 1,024 bytes, which can be checked when the file is opened
  record Written(String name, long bytes, Hash sha256, Hash trailerSha256) {}

  SectionWriter(Path file) throws IOException {
    name = String.valueOf(file.getFileName());
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Writes `count` values, each in as many bits as the largest needs.
  void packed(SectionKind kind, long count, LongUnaryOperator values) throws IOException {
    long all = 1;
    for (long i = 0; i < count; i++) {
      all |= values.applyAsLong(i);
    }
    fixed(kind, count, Long.SIZE - Long.numberOfLeadingZeros(all), values);
  }

  /// Writes `count` values of `width` (1 to 56, or 64) bits.
  void fixed(SectionKind kind, long count, int width, LongUnaryOperator values) throws IOException {
    begin(kind, count, width);
    for (long i = 0; i < count; i++) {
      put(values.applyAsLong(i), width);
    }
    end();
  }

  /// Writes the first `count` bytes of an array.
  void bytes(SectionKind kind, byte[] values, int count) throws IOException {
    begin(kind, count, Byte.SIZE);
    for (int from = 0; from < count; ) {
      int size = Math.min(count - from, buffer.remaining());
      buffer.put(values, from, size);
      from += size;
      flushWhenFull();
    }
    end();
  }

  private void begin(SectionKind kind, long count, int width) {
    entries.putInt(kind.number).putInt(width).putLong(count).putLong(position());
    sections++;
  }

  private long position() {
    return flushed + buffer.position();
  }

  private void put(long value, int width) throws IOException {
    pending |= value << pendingBits;
    if (pendingBits + width >= Long.SIZE) {
      buffer.putLong(pending);
      flushWhenFull();
      pending = pendingBits == 0 ? 0 : value >>> (Long.SIZE - pendingBits);
      pendingBits -= Long.SIZE;
    }
    pendingBits += width;
  }

  /// Ends a section: at least 8 bytes of padding, then the next multiple of 64.
  private void end() throws IOException {
    for (int left = pendingBits; left > 0; left -= Byte.SIZE) {
      octet((byte) pending);
      pending >>>= Byte.SIZE;
    }
    pending = 0;
    pendingBits = 0;
    long padded = (position() + Long.BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    while (position() < padded) {
      octet((byte) 0);
    }
  }

  private void octet(byte value) throws IOException {
    buffer.put(value);
    flushWhenFull();
  }

  private void flushWhenFull() throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
  }

  private void flush() throws IOException {
    for (int from = 0; from < buffer.position(); from += SectionFile.BLOCK_BYTES) {
      CRC32C crc = new CRC32C();
      crc.update(buffer.array(), from, Math.min(SectionFile.BLOCK_BYTES, buffer.position() - from));
      addChecksum((int) crc.getValue());
    }
    flushed += buffer.position();
    write(buffer.flip());
    buffer.clear();
  }

  private void addChecksum(int crc) {
    if (!checksums.hasRemaining()) {
      checksums = little(checksums.capacity() * 2).put(checksums.flip());
    }
    checksums.putInt(crc);
  }

  /// Writes checksums and trailer and forces all to the disk.
  Written finish() throws IOException {
    flush();
    long payload = flushed;
    write(checksums.flip());
    ByteBuffer trailer = little(SectionFile.TRAILER_BYTES);
    trailer.put(SectionFile.MAGIC).putInt(SectionFile.VERSION).putInt(sections).putLong(payload);
    trailer.put(entries.flip());
    trailer.putInt(SectionFile.TABLE_CRC_AT, SectionFile.crc(checksums.array(), checksums.limit()));
    int crcAt = SectionFile.TRAILER_BYTES - Integer.BYTES;
    trailer.putInt(crcAt, SectionFile.crc(trailer.array(), crcAt));
    write(trailer.clear());
    channel.force(true);
    return new Written(
        name, channel.position(), Hash.of(digest.digest()), Hash.sha256(trailer.array()));
  }

  private void write(ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
