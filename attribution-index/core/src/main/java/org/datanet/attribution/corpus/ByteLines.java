package org.datanet.attribution.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// The lines of a file as strict UTF-8, each read only up to the limit of a text.
final class ByteLines implements Closeable {

  private final String name;
  private final long size;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private byte[] line = new byte[1 << 10];
  private int length;
  private long lineStart;
  private long lineEnd;
  private long number;

  ByteLines(Path file) throws IOException {
    name = String.valueOf(file.getFileName());
    size = Files.size(file);
    in = Files.newInputStream(file);
  }

  /// The next line without its end; null after the last.
  @Nullable String next() throws IOException {
    lineStart = lineEnd;
    length = 0;
    boolean some = false;
    while (at < end || fill()) {
      some = true;
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      add(stop - at);
      at = Math.min(end, stop + 1);
      if (stop < end) {
        lineEnd++;
        break;
      }
    }
    number += some ? 1 : 0;
    return some ? decoded() : null;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private void add(int count) {
    if (length + count > Utf8Text.MAX_BYTES) {
      throw new ProblemException(
          AttributionProblem.INDEX_TOO_LARGE,
          name
              + " line "
              + (number + 1)
              + " has more than "
              + Utf8Text.MAX_BYTES
              + " bytes; split its text into several records");
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
    }
    System.arraycopy(buffer, at, line, length, count);
    length += count;
    lineEnd += count;
  }

  private String decoded() {
    int trimmed = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return Utf8Text.decode(ByteBuffer.wrap(line, 0, trimmed), name, lineStart);
  }

  /// File and number of the last line, from 1.
  String place() {
    return name + " line " + number;
  }

  long bytes() {
    return size;
  }

  long bytesRead() {
    return lineEnd;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
