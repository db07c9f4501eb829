package org.datanet.attribution.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.util.Arrays;

/// The words of a stretch of any text: ICU folds it, ICU's rules and dictionaries cut it. Reusable,
/// by one thread at a time.
final class UnicodeWords {

  /// Characters that are folded together at most. Folding sorts combining marks in quadratic time;
  /// no writing needs more than the 30 of the stream-safe form (UAX #15).
  private static final int JOINED_MAX = 256;

  private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();

  private final BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
  private final StringBuilder folded = new StringBuilder();
  private int[] starts = new int[64]; // the place in the stretch of each folded character
  private int[] ends = new int[64];

  /// Gives `sink` the words of a stretch that stands at `place` in the text.
  void scan(String stretch, int place, WordSink sink) {
    fold(stretch);
    String text = folded.toString();
    char[] characters = text.toCharArray();
    breaks.setText(text);
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
        sink.word(characters, from, to, place + starts[from], place + ends[to - 1]);
      }
    }
  }

  private void fold(String stretch) {
    folded.setLength(0);
    int from = 0;
    while (from < stretch.length()) {
      int to = from + Character.charCount(stretch.codePointAt(from));
      while (to < stretch.length() && to - from < JOINED_MAX && !dividesBefore(stretch, to)) {
        to += Character.charCount(stretch.codePointAt(to));
      }
      append(stretch, from, to);
      from = to;
    }
  }

  private static boolean dividesBefore(String stretch, int at) {
    return (FoldTable.kind(stretch.charAt(at)) & FoldTable.STARTER) != 0
        || NFKC_CASEFOLD.hasBoundaryBefore(stretch.codePointAt(at));
  }

  private void append(String stretch, int from, int to) {
    int before = folded.length();
    int entry = FoldTable.entry(stretch.charAt(from));
    if (to == from + 1 && (entry >>> FoldTable.KIND_SHIFT & FoldTable.SIMPLE) != 0) {
      folded.append((char) entry);
    } else {
      NFKC_CASEFOLD
          .normalize(stretch.substring(from, to))
          .codePoints()
          .forEach(c -> folded.appendCodePoint(LookAlikes.fold(c)));
    }
    if (folded.length() > starts.length) {
      starts = Arrays.copyOf(starts, folded.length() * 2);
      ends = Arrays.copyOf(ends, folded.length() * 2);
    }
    Arrays.fill(starts, before, folded.length(), from);
    Arrays.fill(ends, before, folded.length(), to);
  }
}
