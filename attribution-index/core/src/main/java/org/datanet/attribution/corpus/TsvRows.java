package org.datanet.attribution.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Rows of offset, length and contributor, separated by tabs; the texts stand in the file of the
/// same name that ends in `.bin`.
final class TsvRows implements CorpusRows {

  private final ByteLines lines;
  private final String binName;
  private final InputStream bin;
  private final long size;
  private long bytesRead;

  TsvRows(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    binName = name.substring(0, name.length() - ".tsv".length()) + ".bin";
    size = Files.size(file.resolveSibling(binName));
    bin = new BufferedInputStream(Files.newInputStream(file.resolveSibling(binName)), 1 << 16);
    lines = new ByteLines(file);
  }

  @Override
  public @Nullable CorpusRow next() throws IOException {
    String line = lines.next();
    if (line == null) {
      bytesRead = size;
      return null;
    }
    List<String> fields = List.of(line.split("\t", -1));
    check(fields.size() == 3, "has " + fields.size() + " fields, not offset, length, contributor");
    long offset = number(fields.get(0), "offset");
    long length = number(fields.get(1), "length");
    check(
        offset >= bytesRead,
        "begins at byte " + offset + ", before the end of the row above, " + bytesRead);
    check(length <= size - offset, "ends after byte " + size + ", which is the end of " + binName);
    Utf8Text.checkSize(length, lines.place());
    return new CorpusRow(lines.place(), null, fields.get(2), text(offset, (int) length), null);
  }

  private long number(String digits, String field) {
    check(
        digits.matches("[0-9]{1,18}"),
        "has the " + field + " \"" + shortened(digits) + "\", which is no number from 0 on");
    return Long.parseLong(digits);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private String text(long offset, int length) throws IOException {
    bin.skipNBytes(offset - bytesRead);
    byte[] bytes = bin.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(binName + " became shorter");
    }
    bytesRead = offset + length;
    return Utf8Text.decode(ByteBuffer.wrap(bytes), binName, offset);
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new ProblemException(
          AttributionProblem.CORPUS_MALFORMED,
          lines.place() + " " + otherwise + "; rows are ascending parts of " + binName);
    }
  }

  @Override
  public long bytes() {
    return size;
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() throws IOException {
    try (bin) {
      lines.close();
    }
  }
}
