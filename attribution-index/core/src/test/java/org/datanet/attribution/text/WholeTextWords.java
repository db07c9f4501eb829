package org.datanet.attribution.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rules of [WordTokens] in their plainest form: the whole text is folded, then the whole is
/// cut. What [WordScanner] is held against.
final class WholeTextWords {

  private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();
  private static final Map<String, Integer> LATIN = new HashMap<>();

  static {
    for (int letter = 'a'; letter <= 'z'; letter++) {
      LATIN.putIfAbsent(skeleton(letter), letter);
    }
    for (int letter = 'a'; letter <= 'z'; letter++) { // lower case first: I looks like l, too
      LATIN.putIfAbsent(skeleton(Character.toUpperCase(letter)), letter);
    }
  }

  private final StringBuilder folded = new StringBuilder();
  private final List<Integer> starts = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();

  private WholeTextWords() {}

  static List<FoundWord> of(String text) {
    WholeTextWords whole = new WholeTextWords();
    for (int from = 0, to; from < text.length(); from = to) {
      to = from + Character.charCount(text.codePointAt(from));
      while (to < text.length() && !NFKC_CASEFOLD.hasBoundaryBefore(text.codePointAt(to))) {
        to += Character.charCount(text.codePointAt(to));
      }
      whole.append(text, from, to);
    }
    return whole.cut();
  }

  /// The letter from a to z, or the apostrophe, that a code point of a folded text looks like, else
  /// itself.
  static int lookAlike(int codePoint) {
    if (codePoint == 0x2019) {
      return '\'';
    }
    if (codePoint < 0x80 || !Character.isLetter(codePoint)) {
      return codePoint;
    }
    Integer latin = LATIN.get(skeleton(codePoint));
    if (latin == null) {
      latin = LATIN.get(skeleton(UCharacter.toUpperCase(codePoint)));
    }
    return latin == null ? codePoint : latin;
  }

  private static String skeleton(int codePoint) {
    return CHECKER.getSkeleton(Character.toString(codePoint));
  }

  private void append(String text, int from, int to) {
    String part = NFKC_CASEFOLD.normalize(text.substring(from, to));
    part.codePoints().forEach(c -> folded.appendCodePoint(lookAlike(c)));
    while (starts.size() < folded.length()) {
      starts.add(from);
      ends.add(to);
    }
  }

  private List<FoundWord> cut() {
    List<FoundWord> words = new ArrayList<>();
    BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
    breaks.setText(folded.toString());
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
        words.add(new FoundWord(folded.substring(from, to), starts.get(from), ends.get(to - 1)));
      }
    }
    return words;
  }
}
