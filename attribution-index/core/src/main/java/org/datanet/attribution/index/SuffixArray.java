package org.datanet.attribution.index;

import java.util.Optional;

/// Suffix array of an integer text by induced sorting.
final class SuffixArray {

  private static final int MARK = Integer.MIN_VALUE;

  private final int[] text;
  private final int size;
  private final int alphabet;
  private final int[] ranked;
  private final int[] starts;
  private final int[] leftmostEnds;

  private SuffixArray(int[] text, int size, int alphabet, int[] ranked) {
    this.text = text;
    this.size = size;
    this.alphabet = alphabet;
    this.ranked = ranked;
    starts = new int[alphabet + 1];
    leftmostEnds = new int[alphabet + 1];
  }

  /// The start of each suffix in ascending order of the suffixes.
  ///
  /// @param text values from 0 to `alphabet` - 1; written to during the call, afterwards as before
  static int[] of(int[] text, int alphabet) {
    Optional<Libsais> libsais = Libsais.configured();
    if (libsais.isPresent()) {
      return libsais.get().sort(text, alphabet);
    }
    int[] ranked = new int[text.length];
    if (text.length > 1) {
      new SuffixArray(text, text.length, alphabet, ranked).sort();
    }
    return ranked;
  }

  private void sort() {
    int count = markLeftmost();
    bucketLeftmost(count);
    new SubstringSort(text, size, alphabet, ranked).sort(leftmostEnds);
    int names = name(count);
    if (names < count) {
      int[] reduced = reduce(count);
      int kept = reduced.length - 1;
      System.arraycopy(ranked, 0, ranked, size - count, count);
      new SuffixArray(reduced, kept, names, ranked).sort();
      merge(count, kept, reduced);
    } else {
      System.arraycopy(ranked, 0, ranked, size - count, count);
    }
    unmark();
    seed(count);
    new Induction(text, size, ranked).run(starts, leftmostEnds);
  }

  private int markLeftmost() {
    int small = 0;
    int count = 0;
    int next = text[size - 1];
    starts[next]++;
    for (int i = size - 2; i >= 0; i--) {
      int word = text[i];
      int above = word - next;
      int before = (above >>> 31) | (((above - 1) >>> 31) & small);
      int leftmost = small & ~before;
      text[i + 1] = next | leftmost << 31;
      ranked[size - 1 - count] = i + 1;
      count += leftmost;
      starts[word]++;
      next = word;
      small = before;
    }
    return count;
  }

  private void bucketLeftmost(int count) {
    for (int k = size - count; k < size; k++) {
      leftmostEnds[text[ranked[k]] & ~MARK]++;
    }
    int start = 0;
    int leftmost = 0;
    for (int c = 0; c <= alphabet; c++) {
      int words = starts[c];
      int places = leftmostEnds[c];
      starts[c] = start;
      leftmostEnds[c] = leftmost;
      start += words;
      leftmost += places;
    }
    for (int k = size - count; k < size; k++) {
      int place = ranked[k];
      ranked[leftmostEnds[text[place] & ~MARK]++] = place;
    }
  }

  private int name(int count) {
    int name = -1;
    for (int k = 0; k < count; k++) {
      int place = ranked[k];
      int next = k + 1 < count ? ranked[k + 1] : 0;
      name += 1 + (place >> 31);
      ranked[count + ((place & ~MARK) >> 1)] = name | ~(place | next) & MARK;
    }
    return name + 1;
  }

  private int[] reduce(int count) {
    int kept = 0;
    int previous = 0;
    for (int i = 1; i < size; i++) {
      int word = text[i];
      int name = ranked[count + (i >> 1)];
      int leftmost = word >> 31;
      int keep = leftmost & ~((name & previous) >> 31);
      previous = (name & leftmost) | (previous & ~leftmost);
      ranked[count + kept] = name & ~MARK;
      kept -= keep;
      text[i] = word & (keep | ~MARK);
    }
    int[] reduced = new int[kept + 1];
    System.arraycopy(ranked, count, reduced, 0, kept);
    return reduced;
  }

  private void merge(int count, int kept, int[] places) {
    for (int i = 1, k = 0; i < size; i++) {
      places[k] = i;
      k += text[i] >>> 31;
    }
    for (int k = 0; k < kept; k++) {
      ranked[k] = places[ranked[k]];
    }
    int first = size - count;
    for (int k = 0, from = 0; k < count; k++) {
      int place = ranked[first + k];
      int next = k + 1 < count ? ranked[first + k + 1] : 0;
      int candidate = ranked[Math.min(from, kept - 1)];
      int chosen = (place | next) >= 0 ? place : candidate;
      from += chosen == candidate ? 1 : 0;
      ranked[first + k] = chosen;
    }
  }

  private void unmark() {
    for (int i = 0; i < size; i++) {
      text[i] &= ~MARK;
    }
  }

  private void seed(int count) {
    int from = size - count;
    int filled = 0;
    int done = 0;
    for (int c = 0; c < alphabet; c++) {
      int end = starts[c + 1];
      int first = end - (leftmostEnds[c] - done);
      done = leftmostEnds[c];
      while (filled < first) {
        ranked[filled++] = 0;
      }
      while (filled < end) {
        ranked[filled++] = ranked[from++];
      }
    }
  }
}
