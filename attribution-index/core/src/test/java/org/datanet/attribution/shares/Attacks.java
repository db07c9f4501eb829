package org.datanet.attribution.shares;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.IndexedRecord;

/// What attackers hand in: changed texts, and records of accounts that are not honest.
final class Attacks {

  /// The first account of an attacker; all above are theirs too.
  static final int ATTACKER = 9;

  /// Accepted after everything honest.
  static final int LATER = 20_000;

  static final String LICENCE =
      "Permission is hereby granted, free of charge, to any person obtaining a copy of this"
          + " software and associated documentation files, to deal in the Software without"
          + " restriction, including without limitation the rights to use, copy, modify, merge,"
          + " publish, distribute, sublicense, and/or sell copies of the Software.";

  private static final List<String> SUBSTITUTES =
      List.of(
          "lantern", "copper", "seldom", "gather", "marble", "window", "pepper", "quietly",
          "summer", "basket", "velvet", "harvest", "engine", "narrow", "meadow", "thunder",
          "saddle", "timber");

  private Attacks() {}

  /// Records of one attacker.
  static List<IndexedRecord> later(List<String> texts) {
    return Samples.records(LATER, ATTACKER, texts);
  }

  /// `count` records of one attacker.
  static List<IndexedRecord> later(int count, IntFunction<String> text) {
    return later(IntStream.range(0, count).mapToObj(text).toList());
  }

  /// Each record by an account of its own.
  static List<IndexedRecord> sybils(int first, List<String> texts) {
    List<IndexedRecord> records = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      records.add(Samples.record(first + i, 100 + i, texts.get(i)));
    }
    return records;
  }

  static List<IndexedRecord> joined(List<IndexedRecord> some, List<IndexedRecord> more) {
    List<IndexedRecord> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  static String[] words(String text) {
    return text.strip().split("\\s+");
  }

  /// Puts another word in the place of one word in `each`.
  static String replacingWords(String text, int each, long seed) {
    return replacingWords(text, each, seed, SUBSTITUTES);
  }

  /// Puts one of `others` in the place of one word in `each`.
  static String replacingWords(String text, int each, long seed, List<String> others) {
    Random random = new Random(seed);
    String[] words = words(text);
    for (int from = 0; from < words.length; from += each) {
      int at = from + random.nextInt(each);
      if (at < words.length) {
        words[at] = others.get(random.nextInt(others.size()));
      }
    }
    return String.join(" ", words);
  }

  static String shufflingSentences(String text, long seed) {
    List<String> sentences = new ArrayList<>(List.of(text.split("(?<=[.;!?])\\s+")));
    Collections.shuffle(sentences, new Random(seed));
    return String.join(" ", sentences);
  }

  /// A text that is nowhere else: made-up words.
  static String filler(int words, long seed) {
    Random random = new Random(seed);
    String[] made = new String[words];
    Arrays.setAll(made, i -> "q" + Long.toString(random.nextLong() >>> 20, 36));
    return String.join(" ", made);
  }

  /// Random texts of the given words.
  static String drawn(List<String> words, int count, Random random) {
    return String.join(" ", random.ints(count, 0, words.size()).mapToObj(words::get).toList());
  }

  /// Windows of a text, each starting `step` words after the one before.
  static List<String> windows(String text, int length, int step) {
    List<String> words = List.of(words(text));
    List<String> windows = new ArrayList<>();
    for (int from = 0; from < words.size(); from += step) {
      windows.add(String.join(" ", words.subList(from, Math.min(words.size(), from + length))));
    }
    return windows;
  }
}
