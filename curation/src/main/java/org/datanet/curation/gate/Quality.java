package org.datanet.curation.gate;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Refuses prose that teaches nothing: the same words again and again, or hardly any letters.
final class Quality {

  private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int LEAST_WORDS = 200;
  private static final int LEAST_CHARACTERS = 200;
  private static final int SHINGLE = 5;

  private Quality() {}

  static void check(String text) throws Refusal {
    refuseRepetition(text);
    refuseSymbols(text);
  }

  private static void refuseRepetition(String text) throws Refusal {
    String[] words = WORD.splitAsStream(text.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    if (words.length < LEAST_WORDS) {
      return;
    }
    Set<Integer> distinct = new HashSet<>();
    int shingles = words.length - SHINGLE + 1;
    for (int i = 0; i < shingles; i++) {
      int hash = 1;
      for (int j = i; j < i + SHINGLE; j++) {
        hash = 31 * hash + words[j].hashCode();
      }
      distinct.add(hash);
    }
    if (distinct.size() * 5L < shingles) {
      throw new Refusal(
          "low-quality",
          "whole file",
          "%d %% of its 5-word sequences repeat earlier ones (at most 80 %% may); remove the repetitions"
              .formatted(100 - distinct.size() * 100L / shingles));
    }
  }

  private static void refuseSymbols(String text) throws Refusal {
    long visible = text.codePoints().filter(c -> !Character.isWhitespace(c)).count();
    long meaningful = text.codePoints().filter(Character::isLetterOrDigit).count();
    if (visible >= LEAST_CHARACTERS && meaningful * 2 < visible) {
      throw new Refusal(
          "low-quality",
          "whole file",
          "more than half of its characters are symbols; upload readable text");
    }
  }
}
