package org.datanet.curation.duplicates;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The set of a text's 5-word shingles as sorted 64-bit hashes. Of more than 20,000 the smallest
/// 20,000 are kept (bottom-k sketch), which keeps the Jaccard index exact for smaller texts and
/// estimates it with a standard error below 0.4 % for larger ones.
record Shingles(long[] sorted) {

  static final int WORDS = 5;
  private static final int MOST = 20_000;
  private static final int PPM = 1_000_000;

  /// Shingles of normalised words; a text of one to four words is one shingle.
  static Shingles of(String words) {
    if (words.isEmpty()) {
      return new Shingles(new long[0]);
    }
    String[] each = words.split(" ", -1);
    long[] hashes = new long[each.length];
    for (int i = 0; i < each.length; i++) {
      hashes[i] = fnv(each[i]);
    }
    long[] shingles = new long[Math.max(1, each.length - WORDS + 1)];
    for (int i = 0; i < shingles.length; i++) {
      shingles[i] = joined(hashes, i);
    }
    return new Shingles(Arrays.stream(shingles).sorted().distinct().limit(MOST).toArray());
  }

  private static long joined(long[] words, int from) {
    long hash = 0;
    for (int i = from; i < Math.min(words.length, from + WORDS); i++) {
      hash = mixed(hash * 31 + words[i]);
    }
    return hash;
  }

  /// Jaccard index in parts per million.
  int jaccardPpm(Shingles other) {
    int limit = sorted.length == MOST || other.sorted.length == MOST ? MOST : Integer.MAX_VALUE;
    int i = 0;
    int j = 0;
    long common = 0;
    long union = 0;
    while (union < limit && (i < sorted.length || j < other.sorted.length)) {
      int order =
          i == sorted.length
              ? 1
              : j == other.sorted.length ? -1 : Long.compare(sorted[i], other.sorted[j]);
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
      common += order == 0 ? 1 : 0;
      union++;
    }
    return union == 0 ? 0 : (int) (common * PPM / union);
  }

  byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(sorted.length * Long.BYTES);
    buffer.asLongBuffer().put(sorted);
    return buffer.array();
  }

  static Shingles of(byte[] bytes) {
    long[] sorted = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(sorted);
    return new Shingles(sorted);
  }

  private static long fnv(String word) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection that spreads every bit.
  static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
