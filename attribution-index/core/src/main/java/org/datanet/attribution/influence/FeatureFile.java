package org.datanet.attribution.influence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.UUID;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.influence.FeatureLayout.Slice;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;

/// An open, memory-mapped file of features. Rows are numbered from 0 in the order they were
/// written. Thread-safe; close it when no thread uses it any more.
public final class FeatureFile implements AutoCloseable {

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong BIG_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final String name;
  private final Arena arena;
  private final FeatureHeader header;
  private final MemorySegment payload;
  private final MemorySegment checksums;
  private final boolean[] checked; // a race costs a second check at most

  private FeatureFile(Path file, Arena arena) throws IOException {
    this.arena = arena;
    name = file.getFileName().toString();
    try (FileChannel channel = FileChannel.open(file)) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      header = FeatureHeader.read(all, name);
      payload = all.asSlice(header.encoded().length, header.payloadBytes());
      checksums = all.asSlice(header.encoded().length + header.payloadBytes());
    }
    checked = new boolean[Math.toIntExact(header.blocks())];
  }

  /// Maps the file and checks header and size; each block is checked when it is first read, and
  /// every method that reads may throw `features-corrupt` then.
  ///
  /// @throws ProblemException `features-not-found`, `features-corrupt`, `features-newer`
  @SuppressWarnings("MustBeClosedChecker") // the arena lives as long as the file
  public static FeatureFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          AttributionProblem.FEATURES_NOT_FOUND, "There is no file " + file.getFileName());
    }
    Arena arena = Arena.ofShared();
    try {
      return new FeatureFile(file, arena);
    } catch (IOException e) {
      arena.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// Checks every byte against the checksums and the digest.
  ///
  /// @throws ProblemException `features-corrupt` naming the block
  public void verify() {
    MessageDigest digest = PayloadWriter.sha256();
    for (int block = 0; block < checked.length; block++) {
      digest.update(checkedBlock(block));
    }
    FeatureHeader.check(
        Hash.of(digest.digest()).equals(header.payloadSha256()),
        name,
        "does not have the digest of its header");
  }

  private byte[] checkedBlock(int block) {
    long from = (long) block * FeatureHeader.BLOCK_BYTES;
    long size = Math.min(FeatureHeader.BLOCK_BYTES, payload.byteSize() - from);
    byte[] bytes = payload.asSlice(from, size).toArray(ValueLayout.JAVA_BYTE);
    FeatureHeader.check(
        checksums.get(INT, (long) Integer.BYTES * block) == FeatureHeader.crc(bytes, bytes.length),
        name,
        "has a damaged block " + block + " (or its checksum)");
    return bytes;
  }

  /// Checks the blocks of some bytes of the payload that were not read before.
  private void checkBlocks(long from, long bytes) {
    int last = (int) ((from + bytes - 1) / FeatureHeader.BLOCK_BYTES);
    for (int block = (int) (from / FeatureHeader.BLOCK_BYTES); block <= last; block++) {
      if (!checked[block]) {
        checkedBlock(block);
        checked[block] = true;
      }
    }
  }

  /// SHA-256 of the header, which holds the SHA-256 of the payload.
  public Hash digest() {
    return Hash.sha256(header.encoded());
  }

  public FeatureLayout layout() {
    return header.layout();
  }

  public int rows() {
    return (int) header.rows();
  }

  /// The record a row is an example of.
  public RecordId recordId(int row) {
    long at = entry(row);
    return new RecordId(new UUID(payload.get(BIG_LONG, at), payload.get(BIG_LONG, at + 8)));
  }

  /// See [FeatureWriter#add(RecordId, float[], float)].
  public float residual(int row) {
    return payload.get(FLOAT, entry(row) + FeatureHeader.ID_BYTES);
  }

  private long entry(int row) {
    long at = header.rows() * header.rowBytes() + (long) row * FeatureHeader.ENTRY_BYTES;
    checkBlocks(at, FeatureHeader.ENTRY_BYTES);
    return at;
  }

  /// Copies values of a row to the start of `into`.
  void read(int row, Slice values, float[] into) {
    long at = row * header.rowBytes() + (long) Float.BYTES * values.start();
    checkBlocks(at, (long) Float.BYTES * values.values());
    MemorySegment.copy(payload, FLOAT, at, into, 0, values.values());
  }

  @Override
  public void close() {
    arena.close();
  }
}
