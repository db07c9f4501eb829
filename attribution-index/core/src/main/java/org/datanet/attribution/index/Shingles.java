package org.datanet.attribution.index;

import java.util.Arrays;

/// The 5-word shingles of a record as sorted distinct 64-bit hashes. A shorter record is one
/// shingle.
final class Shingles {

  static final int WORDS = 5;

  private Shingles() {}

  /// @param words a hash a word
  static long[] of(long[] words) {
    int count = Math.max(words.length == 0 ? 0 : 1, words.length - WORDS + 1);
    long[] shingles = new long[count];
    for (int i = 0; i < count; i++) {
      long hash = 0x9e3779b97f4a7c15L;
      for (int k = i; k < Math.min(i + WORDS, words.length); k++) {
        hash = mix(hash ^ words[k]);
      }
      shingles[i] = hash;
    }
    Arrays.sort(shingles);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || shingles[i] != shingles[i - 1]) {
        shingles[distinct++] = shingles[i];
      }
    }
    return Arrays.copyOf(shingles, distinct);
  }

  /// Whether the Jaccard index of two sets is at least 4/5; exact.
  static boolean nearDuplicates(long[] a, long[] b) {
    int common = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        common++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return a.length > 0 && 5L * common >= 4L * (a.length + b.length - common);
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014), a bijection that spreads all bits.
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
