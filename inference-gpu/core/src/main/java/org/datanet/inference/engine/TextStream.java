package org.datanet.inference.engine;

import java.util.Arrays;
import java.util.List;

/// Turns the tokens of one answer into text piece by piece. A piece never ends within a character,
/// and never holds the start of what may become a stop string. The pieces together are the decoded
/// answer, cut before the first stop string. Not thread-safe.
final class TextStream {

  private static final char INCOMPLETE = '\uFFFD';

  private final Vocabulary vocabulary;
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private int[] ids = new int[64];
  private int count;

  /// The window that is decoded anew for each token: `ids[windowStart..count)`, of whose text
  /// `shown` characters are already taken. It starts one whole piece back, because some
  /// vocabularies decode the first token of a text differently.
  private int windowStart;

  private int windowRead;
  private int shown;
  private boolean stopped;

  TextStream(Vocabulary vocabulary, List<String> stops) {
    this.vocabulary = vocabulary;
    this.stops = stops;
  }

  /// Text that became certain with this token; often empty.
  String push(int id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = id;
    String window = decode(windowStart, count);
    boolean complete = window.isEmpty() || window.charAt(window.length() - 1) != INCOMPLETE;
    take(window, complete ? window.length() : window.length() - 1);
    if (complete) {
      windowStart = windowRead;
      windowRead = count;
      shown = decode(windowStart, count).length();
    }
    return release(false);
  }

  /// The rest of the text when no further token comes.
  String finish() {
    if (stopped) {
      return "";
    }
    String window = decode(windowStart, count);
    take(window, window.length());
    return release(true);
  }

  /// Whether a stop string was met; nothing follows then.
  boolean stopped() {
    return stopped;
  }

  private String decode(int from, int to) {
    return vocabulary.decode(Arrays.copyOfRange(ids, from, to));
  }

  private void take(String window, int end) {
    if (end > shown) {
      held.append(window, shown, end);
      shown = end;
    }
  }

  private String release(boolean last) {
    int stop = firstStop();
    stopped = stop >= 0;
    int end = stopped ? stop : held.length() - (last ? 0 : possibleStop());
    String text = held.substring(0, end);
    held.delete(0, end);
    return text;
  }

  private int firstStop() {
    return stops.stream().mapToInt(held::indexOf).filter(at -> at >= 0).min().orElse(-1);
  }

  /// Length of the longest end of the held text that begins a stop string.
  private int possibleStop() {
    int longest = 0;
    for (String stop : stops) {
      for (int n = Math.min(stop.length() - 1, held.length()); n > longest; n--) {
        if (stop.startsWith(held.substring(held.length() - n))) {
          longest = n;
        }
      }
    }
    return longest;
  }
}
