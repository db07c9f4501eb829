package org.datanet.attribution.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.index.IndexBuilder;
import org.datanet.kernel.ProblemException;

/// Decodes UTF-8 and refuses everything else, instead of replacing it.
final class Utf8Text {

  /// Most bytes of a text, so that it has no more characters than the index takes.
  static final int MAX_BYTES = IndexBuilder.MAX_RECORD_CHARACTERS;

  private Utf8Text() {}

  /// @param file named in the error
  /// @param offset of the first byte in the file
  /// @throws ProblemException `corpus-not-utf8` with file and byte offset
  static String decode(ByteBuffer bytes, String file, long offset) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    int start = bytes.position();
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      throw new ProblemException(
          AttributionProblem.CORPUS_NOT_UTF8,
          String.format(
              "%s is not UTF-8 at byte %d (0x%02x); convert it to UTF-8, for example with iconv",
              file, offset + bytes.position() - start, bytes.get(bytes.position())));
    }
    return text.flip().toString();
  }

  /// @throws ProblemException `index-too-large`
  static void checkSize(long bytes, String place) {
    if (bytes > MAX_BYTES) {
      throw new ProblemException(
          AttributionProblem.INDEX_TOO_LARGE,
          place + " has " + bytes + " bytes, at most " + MAX_BYTES + "; split it");
    }
  }
}
