package org.datanet.attribution.shares;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Set phrases of English, and texts that hold every short sequence of some words.
final class Phrases {

  static final List<String> COMMON =
      List.of(
          "at the end of the day",
          "it is one of the most",
          "one of the most important",
          "as far as we know",
          "in the case of a",
          "on the other hand",
          "as soon as possible",
          "thank you very much",
          "has a great deal to do with",
          "the quality of the",
          "who is going to",
          "is going to be",
          "it is not at all",
          "look forward to hearing from you",
          "to keep in mind",
          "for the first time in",
          "in the middle of the",
          "at the same time as",
          "the rest of the world",
          "there is no doubt that",
          "as a result of the",
          "a large number of people",
          "he said that they have to",
          "out of the way of",
          "and the Lord said unto",
          "in the land of the",
          "with a view to making",
          "the top of the hill",
          "in such a way that",
          "for the purpose of the",
          "it came to pass that",
          "in order to make the");

  private Phrases() {}

  /// A shortest sequence in which every four words stand together in every order: a de Bruijn
  /// sequence, by joining Lyndon words (Fredricksen, Maiorana 1978).
  static List<String> everySequence(List<String> words) {
    List<String> sequence = new ArrayList<>();
    int[] word = new int[5];
    append(sequence, words, word, new int[] {1, 1});
    sequence.addAll(List.copyOf(sequence.subList(0, 3)));
    return sequence;
  }

  private static void append(
      List<String> sequence, List<String> words, int[] word, int[] lengthAndPeriod) {
    int length = lengthAndPeriod[0];
    int period = lengthAndPeriod[1];
    if (length > 4) {
      if (4 % period == 0) {
        Arrays.stream(word, 1, period + 1).mapToObj(words::get).forEach(sequence::add);
      }
      return;
    }
    word[length] = word[length - period];
    append(sequence, words, word, new int[] {length + 1, period});
    for (int next = word[length - period] + 1; next < words.size(); next++) {
      word[length] = next;
      append(sequence, words, word, new int[] {length + 1, length});
    }
  }
}
