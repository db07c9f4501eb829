package org.datanet.attribution.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds clusters of records whose 5-word shingles have a Jaccard index of at least 0.8, by MinHash
/// (Broder 1997, see [Shingles]): records that share a band are candidates, and every candidate is
/// checked exactly. A record joins the cluster of the one accepted first among its near duplicates
/// accepted before it: whatever is handed in later neither moves a record to another cluster nor
/// joins two clusters. Of a band's bucket the first 64 records are candidates, so that no input
/// takes quadratic time. Heap: 9 bytes a record.
final class Clusters {

  private static final int BUCKET_LIMIT = 64;

  private final List<Segment> segments;
  private final int[] parent; // the record it follows into a cluster, or itself
  private final boolean[] shared; // whether it was in a cluster before
  private final @Nullable Instant[] times; // of acceptance, of those asked for

  private Clusters(List<Segment> segments, int nextNumber) {
    this.segments = segments;
    shared = new boolean[nextNumber];
    times = new Instant[nextNumber];
    parent = new int[nextNumber];
    Arrays.setAll(parent, i -> i);
  }

  /// The clusters with at least two records or with an erased one, each as ascending numbers.
  ///
  /// @param earlier the clusters known for all segments before `fresh`
  /// @param fresh the first segment whose records are new
  static Clusters find(
      List<Segment> segments, int nextNumber, @Nullable IndexState earlier, int fresh) {
    Clusters clusters = new Clusters(segments, nextNumber);
    if (earlier != null) {
      clusters.adopt(earlier);
    }
    for (int s = fresh; s < segments.size(); s++) {
      for (int other = 0; other <= s; other++) {
        for (int band = 0; band < Shingles.BANDS; band++) {
          clusters.joinBand(segments.get(s), segments.get(other), band);
        }
      }
    }
    return clusters;
  }

  private void adopt(IndexState earlier) {
    int[] first = new int[earlier.clusterCount()];
    Arrays.fill(first, -1);
    for (int i = 0; i < earlier.memberCount(); i++) {
      int cluster = earlier.memberCluster(i);
      if (first[cluster] < 0 || isBefore(earlier.member(i), first[cluster])) {
        first[cluster] = earlier.member(i);
      }
    }
    for (int i = 0; i < earlier.memberCount(); i++) {
      shared[earlier.member(i)] = true;
      parent[earlier.member(i)] = first[earlier.memberCluster(i)];
    }
  }

  /// By time of acceptance, then by number. Of a record that is gone the time is not known; it
  /// comes before all others.
  private boolean isBefore(int number, int other) {
    int order = acceptedAt(number).compareTo(acceptedAt(other));
    return order < 0 || order == 0 && number < other;
  }

  private Instant acceptedAt(int number) {
    Instant known = times[number];
    return known != null ? known : (times[number] = findAcceptedAt(number));
  }

  private Instant findAcceptedAt(int number) {
    if (segments.isEmpty()) {
      return Instant.MIN;
    }
    Segment segment = segments.get(AttributionIndex.segmentOf(segments, number));
    int ordinal = segment.ordinalOfNumber(number);
    return ordinal < 0 ? Instant.MIN : segment.acceptedAt(ordinal);
  }

  /// Meets equal keys of two ascending lists; gallops, since one list may be much longer.
  private void joinBand(Segment fresh, Segment other, int band) {
    int there = 0;
    for (int here = 0, next; here < fresh.bandSize(); here = next) {
      long key = fresh.bandKey(band, here);
      next = here + 1;
      while (next < fresh.bandSize() && fresh.bandKey(band, next) == key) {
        next++;
      }
      there = gallop(other, band, there, key);
      int last = there;
      while (last < other.bandSize()
          && last < there + BUCKET_LIMIT
          && other.bandKey(band, last) == key) {
        last++;
      }
      for (int i = here; i < next; i++) {
        joinBucket(fresh, fresh.bandRecord(band, i), other, band, there, last);
      }
    }
  }

  private static int gallop(Segment other, int band, int from, long key) {
    int step = 1;
    int low = from;
    while (low + step < other.bandSize() && other.bandKey(band, low + step) < key) {
      low += step;
      step *= 2;
    }
    int high = Math.min(other.bandSize(), low + step + 1);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (other.bandKey(band, middle) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void joinBucket(Segment fresh, int record, Segment other, int band, int from, int to) {
    int number = fresh.number(record);
    long @Nullable [] shingles = null;
    for (int i = from; i < to; i++) {
      int candidate = other.bandRecord(band, i);
      int candidateNumber = other.number(candidate);
      if (candidateNumber >= number || !mayFollow(candidateNumber, number)) {
        continue;
      }
      shingles = shingles == null ? fresh.shingles(record) : shingles;
      if (Shingles.nearDuplicates(shingles, other.shingles(candidate))) {
        follow(candidateNumber, number);
      }
    }
  }

  /// Whether the later of two records would follow the earlier one, were they near duplicates.
  private boolean mayFollow(int a, int b) {
    if (parent[a] == parent[b]) {
      return false; // both follow one before them: neither is before it
    }
    int earlier = isBefore(a, b) ? a : b;
    int later = earlier == a ? b : a;
    return parent[later] == later || isBefore(earlier, parent[later]);
  }

  private void follow(int a, int b) {
    if (isBefore(a, b)) {
      parent[b] = a;
    } else {
      parent[a] = b;
    }
  }

  private int leader(int record) {
    while (parent[record] != record) {
      parent[record] = parent[parent[record]];
      record = parent[record];
    }
    return record;
  }

  /// The first accepted number of each record's cluster, whether it still has a record or not.
  int leaderOf(int number) {
    return leader(number);
  }

  /// Numbers of present records that share their cluster with another number, ascending.
  int[] members() {
    for (int number = 0; number < parent.length; number++) {
      if (leader(number) != number) {
        shared[leader(number)] = true;
        shared[number] = true;
      }
    }
    List<int[]> present = new ArrayList<>();
    for (Segment segment : segments) {
      int[] numbers = new int[segment.recordCount()];
      Arrays.setAll(numbers, segment::number);
      present.add(Arrays.stream(numbers).filter(number -> shared[number]).toArray());
    }
    return present.stream().flatMapToInt(Arrays::stream).toArray();
  }
}
