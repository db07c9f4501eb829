import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// Cuts a document's text into pieces of 200 to 65,536 UTF-8 bytes, at the ends of paragraphs where
/// there are any.
final class Pieces {

  static final int SMALLEST = 200;
  static final int LARGEST = 1 << 16;

  private Pieces() {}

  static List<byte[]> of(String document) {
    byte[] text = tidy(document).getBytes(UTF_8);
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < text.length; ) {
      int to = end(text, from);
      byte[] piece = new String(text, from, to - from, UTF_8).strip().getBytes(UTF_8);
      if (piece.length >= SMALLEST) {
        pieces.add(piece);
      }
      from = to;
    }
    return pieces;
  }

  /// No control characters, no blanks before a line's end, one empty line between paragraphs.
  private static String tidy(String document) {
    return document
        .replaceAll("\r\n?|[\f\u001f\u2028\u2029]", "\n")
        .replaceAll("[\\p{Cc}&&[^\n\t]]", "")
        .replaceAll("[ \t\u00a0]+\n", "\n")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }

  private static int end(byte[] text, int from) {
    if (text.length - from <= LARGEST) {
      return text.length;
    }
    int limit = from + LARGEST;
    int paragraph = lastEnd(text, from, limit, 2);
    int line = paragraph > 0 ? paragraph : lastEnd(text, from, limit, 1);
    if (line > 0) {
      return line;
    }
    while ((text[limit] & 0xC0) == 0x80) {
      limit--;
    }
    return limit;
  }

  /// The place after the last run of so many line feeds in the upper half of the range; 0 when
  /// there is none.
  private static int lastEnd(byte[] text, int from, int limit, int lineFeeds) {
    for (int at = limit; at > (from + limit) >>> 1; at--) {
      if (text[at - 1] == '\n' && text[at - lineFeeds] == '\n') {
        return at;
      }
    }
    return 0;
  }
}
