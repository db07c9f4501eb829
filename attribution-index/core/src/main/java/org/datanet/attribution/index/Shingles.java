package org.datanet.attribution.index;

import java.util.Arrays;

/// The 5-word shingles of a record as 64-bit hashes, and its MinHash signature. A shorter record is
/// one shingle, one without words has none.
///
/// Signature: one-permutation hashing (Li, Owen, Zhang: One Permutation Hashing, NIPS 2012) with
/// the densification of Shrivastava (Optimal Densification for Fast and Accurate Minwise Hashing,
/// ICML 2017): one hash a shingle instead of one a row. [#BANDS] bands of [#ROWS] rows meet a pair
/// with a Jaccard index of 0.8 with probability 1 - (1 - 0.8^5)^10 = 0.98.
final class Shingles {

  static final int WORDS = 5;
  static final int BANDS = 10;
  private static final int ROWS = 5;
  private static final int BINS = BANDS * ROWS;
  private static final long BASE = 0x9e3779b97f4a7c15L;

  private Shingles() {}

  /// The hashes of the shingles in the order of the text.
  ///
  /// @param words a hash a word; the first `count` are used
  static long[] hashes(long[] words, int count) {
    long[] shingles = new long[count == 0 ? 0 : Math.max(1, count - WORDS + 1)];
    for (int i = 0; i < shingles.length; i++) {
      long hash = 1;
      for (int k = i; k < Math.min(i + WORDS, count); k++) {
        hash = hash * BASE + words[k];
      }
      shingles[i] = HashSlots.mix(hash);
    }
    return shingles;
  }

  /// The distinct shingles, ascending.
  static long[] set(long[] words, int count) {
    long[] shingles = hashes(words, count);
    Arrays.sort(shingles);
    int distinct = 0;
    for (int i = 0; i < shingles.length; i++) {
      if (i == 0 || shingles[i] != shingles[i - 1]) {
        shingles[distinct++] = shingles[i];
      }
    }
    return Arrays.copyOf(shingles, distinct);
  }

  /// Whether the Jaccard index of two sets is at least 4/5; exact.
  static boolean nearDuplicates(long[] a, long[] b) {
    if (5L * Math.min(a.length, b.length) < 4L * Math.max(a.length, b.length)) {
      return false;
    }
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

  /// A 32-bit key for each band. Records that share one are candidates.
  ///
  /// @param shingles at least one
  static int[] bandKeys(long[] shingles) {
    long[] least = new long[BINS];
    Arrays.fill(least, Long.MAX_VALUE);
    for (long shingle : shingles) {
      int bin = (int) ((shingle >>> 32) * BINS >>> 32);
      least[bin] = Math.min(least[bin], shingle & 0xffffffffL);
    }
    int[] keys = new int[BANDS];
    for (int band = 0; band < BANDS; band++) {
      long key = band;
      for (int bin = band * ROWS; bin < (band + 1) * ROWS; bin++) {
        key = HashSlots.mix(key ^ least[filledBin(least, bin)]);
      }
      keys[band] = (int) (key >>> 32);
    }
    return keys;
  }

  /// The bin itself, or for an empty one the first filled bin of its own random walk.
  private static int filledBin(long[] least, int bin) {
    int filled = bin;
    for (long step = 1; least[filled] == Long.MAX_VALUE; step++) {
      filled = (int) ((HashSlots.mix(bin * BASE + step) >>> 32) * BINS >>> 32);
    }
    return filled;
  }
}
