package org.datanet.attribution.influence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;

/// Writes a file of features row by row. Nothing is visible before [#publish]; closing without it
/// leaves nothing. Holds 20 bytes of heap a row. One thread at a time.
public final class FeatureWriter implements AutoCloseable {

  private static final int MAX_ROWS = 50_000_000;

  private final Path file;
  private final Path aside;
  private final FeatureLayout layout;
  private final FileChannel channel;
  private final PayloadWriter payload;
  private final ByteBuffer row;
  private ByteBuffer entries = ByteBuffer.allocate(64 * FeatureHeader.ENTRY_BYTES);
  private long rows;

  /// @throws ProblemException `features-exist`
  public FeatureWriter(Path file, FeatureLayout layout) {
    if (Files.exists(file)) {
      throw new ProblemException(
          AttributionProblem.FEATURES_EXIST, file.getFileName() + " already holds features");
    }
    this.file = file;
    this.layout = layout;
    aside = file.resolveSibling(file.getFileName() + ".building");
    row = ByteBuffer.allocate(Float.BYTES * layout.values()).order(ByteOrder.LITTLE_ENDIAN);
    channel = create(aside, header(Hash.sha256("")).length);
    payload = new PayloadWriter(channel);
  }

  private static FileChannel create(Path file, int position) {
    try {
      return FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)
          .position(position);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds an example of a record; a record may have several.
  ///
  /// @param features `[values]`, as [FeatureLayout#features] gives them
  /// @throws ProblemException `features-invalid`
  public void add(RecordId record, float[] features) {
    add(record, features, 1);
  }

  /// Adds an example whose features are not the gradient of its loss but of an output function.
  ///
  /// @param residual minus the loss's slope in that function: for log-odds, 1 - the probability of
  ///   the right answer; 0 to 1
  public void add(RecordId record, float[] features, float residual) {
    FeatureLayout.check(features, layout.values(), "row " + rows);
    if (!(residual >= 0 && residual <= 1)) {
      throw FeatureLayout.invalid(
          "The residual of row " + rows + " lies between 0 and 1, got: " + residual);
    }
    if (rows == MAX_ROWS) {
      throw FeatureLayout.invalid("A file of features has at most " + MAX_ROWS + " rows");
    }
    row.clear().asFloatBuffer().put(features);
    payload.write(row);
    entry(record, residual);
    rows++;
  }

  private void entry(RecordId record, float residual) {
    if (!entries.hasRemaining()) {
      entries = ByteBuffer.allocate(entries.capacity() * 2).put(entries.flip());
    }
    entries.putLong(record.value().getMostSignificantBits());
    entries.putLong(record.value().getLeastSignificantBits());
    entries.putInt(Integer.reverseBytes(Float.floatToIntBits(residual)));
  }

  /// Makes the file visible under its name.
  ///
  /// @throws ProblemException `features-invalid` without a row
  public void publish() {
    if (rows == 0) {
      throw FeatureLayout.invalid("A file of features needs at least one row");
    }
    payload.write(entries.flip());
    Hash digest = payload.finish();
    try {
      channel.position(0);
      channel.write(ByteBuffer.wrap(header(digest)));
      channel.force(true);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] header(Hash payloadSha256) {
    return new FeatureHeader(layout, rows, payloadSha256).encoded();
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(aside);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
