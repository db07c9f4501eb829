package org.datanet.attribution.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// Finds clusters of records whose 5-word shingles have a Jaccard index of at least 0.8, by MinHash
/// (Broder 1997) with 20 bands of 5 rows: a pair at 0.8 is met with probability 0.9996. Every
/// candidate is checked exactly. Heap: 12 bytes a record beside the shingles at hand.
final class NearDuplicates {

  private static final int BANDS = 20;
  private static final int ROWS = 5;
  private static final int MAX_LEADERS = 64;

  private final int[] parent;
  private final IntFunction<long[]> shinglesOf;

  private NearDuplicates(int records, IntFunction<long[]> shinglesOf) {
    parent = new int[records];
    Arrays.setAll(parent, i -> i);
    this.shinglesOf = shinglesOf;
  }

  /// The lowest record of each record's cluster.
  static int[] leaders(int records, IntFunction<long[]> shinglesOf) {
    NearDuplicates duplicates = new NearDuplicates(records, shinglesOf);
    for (int band = 0; band < BANDS; band++) {
      duplicates.joinBand(band);
    }
    int[] leaders = new int[records];
    Arrays.setAll(leaders, duplicates::leader);
    return leaders;
  }

  private void joinBand(int band) {
    long[] keyed = new long[parent.length];
    for (int record = 0; record < keyed.length; record++) {
      keyed[record] = bandKey(band, shinglesOf.apply(record)) << 32 | record;
    }
    Arrays.sort(keyed);
    for (int from = 0, to; from < keyed.length; from = to) {
      to = from + 1;
      while (to < keyed.length && keyed[to] >> 32 == keyed[from] >> 32) {
        to++;
      }
      joinBucket(keyed, from, to);
    }
  }

  private void joinBucket(long[] keyed, int from, int to) {
    List<Integer> leaders = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int record = (int) keyed[i];
      boolean known = leaders.contains(leader(record));
      for (int k = 0; k < leaders.size() && !known; k++) {
        known = join(leaders.get(k), record);
      }
      if (!known && leaders.size() < MAX_LEADERS) {
        leaders.add(leader(record));
      }
    }
  }

  private boolean join(int leader, int record) {
    if (!Shingles.nearDuplicates(shinglesOf.apply(leader), shinglesOf.apply(record))) {
      return false;
    }
    int a = leader(leader);
    int b = leader(record);
    parent[Math.max(a, b)] = Math.min(a, b);
    return true;
  }

  private int leader(int record) {
    while (parent[record] != record) {
      parent[record] = parent[parent[record]];
      record = parent[record];
    }
    return record;
  }

  private static long bandKey(int band, long[] shingles) {
    long key = 0;
    for (int row = band * ROWS; row < (band + 1) * ROWS; row++) {
      long seed = Shingles.mix(row + 1L);
      long least = Long.MAX_VALUE;
      for (long shingle : shingles) {
        least = Math.min(least, Shingles.mix(shingle ^ seed));
      }
      key = Shingles.mix(key ^ least);
    }
    return key >>> 32;
  }
}
