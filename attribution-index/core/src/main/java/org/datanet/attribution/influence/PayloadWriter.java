package org.datanet.attribution.influence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.datanet.kernel.Hash;

/// Writes a payload in blocks, then the checksum of each, and digests the whole.
final class PayloadWriter {

  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private final ByteBuffer block = ByteBuffer.allocate(FeatureHeader.BLOCK_BYTES);
  private ByteBuffer checksums = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

  PayloadWriter(FileChannel channel) {
    this.channel = channel;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void write(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), block.remaining());
      block.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      if (!block.hasRemaining()) {
        flush();
      }
    }
  }

  private void flush() {
    if (block.position() == 0) {
      return;
    }
    if (!checksums.hasRemaining()) {
      checksums =
          ByteBuffer.allocate(checksums.capacity() * 2)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(checksums.flip());
    }
    checksums.putInt(FeatureHeader.crc(block.array(), block.position()));
    digest.update(block.array(), 0, block.position());
    put(block.flip());
    block.clear();
  }

  /// Writes what is left and the checksums; gives the SHA-256 of the payload.
  Hash finish() {
    flush();
    put(checksums.flip());
    return Hash.of(digest.digest());
  }

  private void put(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
