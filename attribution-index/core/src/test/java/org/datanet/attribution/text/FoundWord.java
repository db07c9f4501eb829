package org.datanet.attribution.text;

import java.util.ArrayList;
import java.util.List;

/// A word as a test wants it.
record FoundWord(String folded, int start, int end) {

  static List<FoundWord> scan(WordScanner scanner, CharSequence text) {
    List<FoundWord> words = new ArrayList<>();
    scanner.scan(
        text,
        (folded, from, to, start, end) ->
            words.add(new FoundWord(new String(folded, from, to - from), start, end)));
    return words;
  }

  FoundWord moved(int places) {
    return new FoundWord(folded, start + places, end + places);
  }
}
