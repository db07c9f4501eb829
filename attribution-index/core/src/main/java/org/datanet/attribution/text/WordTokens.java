package org.datanet.attribution.text;

import com.ibm.icu.util.VersionInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The words of a text, each with its place in the original characters.
///
/// Words are cut after UAX #29 from the text's NFKC_Casefold form (UAX #15: compatibility forms and
/// case folded, zero-width characters removed), with letters that look Latin made Latin and the
/// curly apostrophe straight. Two texts that differ only in case, white space, punctuation or
/// look-alike letters have equal words.
public final class WordTokens {

  /// Names the rules above; an index can only be asked with words of the rules it was built with.
  public static final String RULES =
      "words-2/icu-"
          + VersionInfo.ICU_VERSION.getMajor()
          + "."
          + VersionInfo.ICU_VERSION.getMinor();

  private final List<String> words;
  private final int[] starts;
  private final int[] ends;

  private WordTokens(List<String> words, int[] starts, int[] ends) {
    this.words = List.copyOf(words);
    this.starts = starts;
    this.ends = ends;
  }

  /// The words of `text`, found by a [WordScanner].
  public static WordTokens of(String text) {
    Found found = new Found();
    new WordScanner().scan(text, found);
    return new WordTokens(found.words, found.starts, found.ends);
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

  private static final class Found implements WordSink {

    private final List<String> words = new ArrayList<>();
    private int[] starts = new int[16];
    private int[] ends = new int[16];

    @Override
    public void word(char[] folded, int from, int to, int start, int end) {
      if (words.size() == starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
        ends = Arrays.copyOf(ends, ends.length * 2);
      }
      starts[words.size()] = start;
      ends[words.size()] = end;
      words.add(new String(folded, from, to - from));
    }
  }
}
