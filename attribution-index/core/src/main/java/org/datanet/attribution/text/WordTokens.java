package org.datanet.attribution.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.VersionInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The words of a text, each with its place in the original characters.
///
/// Words are cut after UAX #29 from the text's NFKC_Casefold form (UAX #15: compatibility forms and
/// case folded, zero-width characters removed), with letters that look Latin made Latin. Two texts
/// that differ only in case, white space, punctuation or look-alike letters have equal words.
public final class WordTokens {

  /// Names the rules above; an index can only be asked with words of the rules it was built with.
  public static final String RULES =
      "words-1/icu-"
          + VersionInfo.ICU_VERSION.getMajor()
          + "."
          + VersionInfo.ICU_VERSION.getMinor();

  private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();

  private final List<String> words;
  private final int[] starts;
  private final int[] ends;

  private WordTokens(List<String> words, int[] starts, int[] ends) {
    this.words = List.copyOf(words);
    this.starts = starts;
    this.ends = ends;
  }

  public static WordTokens of(String text) {
    Normalised normalised = Normalised.of(text);
    String folded = normalised.text.toString();
    BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
    breaks.setText(folded);
    List<String> words = new ArrayList<>();
    int[] starts = new int[16];
    int[] ends = new int[16];
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      if (breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
        if (words.size() == starts.length) {
          starts = Arrays.copyOf(starts, starts.length * 2);
          ends = Arrays.copyOf(ends, ends.length * 2);
        }
        starts[words.size()] = normalised.starts[from];
        ends[words.size()] = normalised.ends[to - 1];
        words.add(folded.substring(from, to));
      }
    }
    return new WordTokens(words, starts, ends);
  }

  public int size() {
    return words.size();
  }

  /// All words in order.
  public List<String> words() {
    return words;
  }

  public String word(int position) {
    return words.get(position);
  }

  /// Where the word at `position` starts in the original text, in UTF-16 units.
  public int start(int position) {
    return starts[position];
  }

  /// Where it ends, exclusive.
  public int end(int position) {
    return ends[position];
  }

  /// The folded text; `starts[i]` and `ends[i]` are the original place of its character `i`.
  private static final class Normalised {

    private final StringBuilder text;
    private int[] starts;
    private int[] ends;

    private Normalised(int capacity) {
      text = new StringBuilder(capacity);
      starts = new int[capacity];
      ends = new int[capacity];
    }

    static Normalised of(String original) {
      Normalised normalised = new Normalised(original.length() + 16);
      int from = 0;
      while (from < original.length()) {
        int to = from + Character.charCount(original.codePointAt(from));
        while (to < original.length()
            && !NFKC_CASEFOLD.hasBoundaryBefore(original.codePointAt(to))) {
          to += Character.charCount(original.codePointAt(to));
        }
        normalised.append(original, from, to);
        from = to;
      }
      return normalised;
    }

    private void append(String original, int from, int to) {
      int before = text.length();
      if (to == from + 1 && original.charAt(from) < 0x80) {
        text.append((char) asciiLower(original.charAt(from)));
      } else {
        NFKC_CASEFOLD
            .normalize(original.substring(from, to))
            .codePoints()
            .forEach(c -> text.appendCodePoint(LookAlikes.fold(c)));
      }
      if (text.length() > starts.length) {
        starts = Arrays.copyOf(starts, text.length() * 2);
        ends = Arrays.copyOf(ends, text.length() * 2);
      }
      Arrays.fill(starts, before, text.length(), from);
      Arrays.fill(ends, before, text.length(), to);
    }

    private static int asciiLower(char c) {
      return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
  }
}
