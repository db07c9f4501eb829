package org.datanet.training.base;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Learns a byte-level BPE vocabulary (arXiv:1508.07909): the most frequent neighbour pair inside a
/// word is merged until the vocabulary is full. Ties go to the pair that sorts first, so the same
/// texts give the same tokenizer.
final class BytePairs {

  /// How text is cut into words before merging; digits stay single. Valid for Java and for the
  /// tokenizers library.
  static final String WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final Pattern WORD = Pattern.compile(WORDS, Pattern.UNICODE_CHARACTER_CLASS);

  /// Two neighbours that become one token.
  record Merge(String left, String right) {

    String joined() {
      return left + right;
    }
  }

  private record Word(List<String> symbols, int count) {}

  private BytePairs() {}

  /// Merges in the order learnt, at most `count`.
  static List<Merge> learn(List<String> texts, int count) {
    List<Word> words = words(texts);
    List<Merge> merges = new ArrayList<>();
    while (merges.size() < count) {
      Map<Merge, Integer> pairs = count(words);
      Merge best =
          pairs.entrySet().stream()
              .filter(e -> e.getValue() > 1)
              .min(
                  Map.Entry.<Merge, Integer>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(e -> e.getKey().left())
                      .thenComparing(e -> e.getKey().right()))
              .map(Map.Entry::getKey)
              .orElse(null);
      if (best == null) {
        return merges;
      }
      merges.add(best);
      words.forEach(word -> apply(best, word.symbols()));
    }
    return merges;
  }

  private static List<Word> words(List<String> texts) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String text : texts) {
      Matcher matcher = WORD.matcher(text);
      while (matcher.find()) {
        counts.merge(ByteAlphabet.of(matcher.group()), 1, Integer::sum);
      }
    }
    List<Word> words = new ArrayList<>();
    counts.forEach(
        (word, count) -> words.add(new Word(new ArrayList<>(List.of(word.split(""))), count)));
    return words;
  }

  private static Map<Merge, Integer> count(List<Word> words) {
    Map<Merge, Integer> pairs = new HashMap<>();
    for (Word word : words) {
      List<String> symbols = word.symbols();
      for (int i = 1; i < symbols.size(); i++) {
        pairs.merge(new Merge(symbols.get(i - 1), symbols.get(i)), word.count(), Integer::sum);
      }
    }
    return pairs;
  }

  private static void apply(Merge merge, List<String> symbols) {
    for (int i = 0; i + 1 < symbols.size(); i++) {
      if (symbols.get(i).equals(merge.left()) && symbols.get(i + 1).equals(merge.right())) {
        symbols.set(i, merge.joined());
        symbols.remove(i + 1);
      }
    }
  }
}
