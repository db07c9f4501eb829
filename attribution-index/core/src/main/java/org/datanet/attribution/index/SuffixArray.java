package org.datanet.attribution.index;

/// Suffix array of an integer text by induced sorting. A suffix that is a prefix of another is
/// smaller.
///
/// One level: mark the *leftmost small* places (a suffix is small when it sorts before the suffix
/// at the next place; leftmost, when the one before it is large); sort the words from each to
/// beyond the next directly ([SubstringSort]) and name them in that order; sort the text of the
/// names by the next level, on at most half the length, leaving out places that need no sorting
/// because their name and the name before it are unique; induce all other suffixes from them
/// ([Induction]).
///
/// Cost: O(n log n) comparisons in the direct sort, all else is linear. Heap beside text and
/// result: 8 bytes for each leftmost small place (at most every second, in prose every third token)
/// and 12 bytes for each word of the alphabet of a level; about 4 bytes a token of prose. The
/// levels below work inside the result.
///
/// Sources: Nong, Zhang, Chan, "Linear suffix array construction by almost pure induced sorting",
/// DCC 2009; Nong, "Practical linear-time O(1)-workspace suffix sorting for constant alphabets",
/// TOIS 2013; leaving out unique names: Grebnov, libsais, 2021.
final class SuffixArray {

  /// In a text: here is a leftmost small place. In a rank: named like the rank before it.
  static final int MARK = Integer.MIN_VALUE;

  private final int[] text;
  private final int size;
  private final int alphabet;
  private final int[] ranked;
  private final int[] starts;
  private final int[] leftmostStarts;

  private SuffixArray(int[] text, int size, int alphabet, int[] ranked) {
    this.text = text;
    this.size = size;
    this.alphabet = alphabet;
    this.ranked = ranked;
    starts = new int[alphabet + 1];
    leftmostStarts = new int[alphabet + 1];
  }

  /// The start of each suffix in ascending order of the suffixes; by libsais where one is
  /// configured.
  ///
  /// @param text values from 0 to `alphabet` - 1; written to during the call, afterwards as before
  static int[] of(int[] text, int alphabet) {
    return Libsais.configured()
        .map(libsais -> libsais.sort(text, alphabet))
        .orElseGet(() -> inJava(text, alphabet));
  }

  /// Like [#of], never by libsais.
  static int[] inJava(int[] text, int alphabet) {
    int[] ranked = new int[text.length];
    if (text.length > 1) {
      new SuffixArray(text, text.length, alphabet, ranked).sort();
    }
    return ranked;
  }

  private void sort() {
    int count = markLeftmost();
    countWords(count);
    new SubstringSort(text, size, starts, ranked).sort(leftmostStarts);
    int names = name(count);
    int[] reduced = names < count ? reduce(count) : new int[0];
    System.arraycopy(ranked, 0, ranked, size - count, count);
    if (names < count) {
      new SuffixArray(reduced, reduced.length - 1, names, ranked).sort();
      merge(count, reduced);
    }
    unmark();
    seed(count);
    new Induction(text, size, ranked).run(starts, leftmostStarts);
  }

  /// Counts the words and lists the leftmost small places at the end of `ranked`; without a branch,
  /// because which places these are cannot be predicted.
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

  /// Turns the counts into the first rank of each word, and into the end of its leftmost small
  /// places among these.
  private void countWords(int count) {
    for (int k = size - count; k < size; k++) {
      leftmostStarts[text[ranked[k]] & ~MARK]++;
    }
    int start = 0;
    int leftmost = 0;
    for (int c = 0; c <= alphabet; c++) {
      int words = starts[c];
      starts[c] = start;
      start += words;
      leftmost += leftmostStarts[c];
      leftmostStarts[c] = leftmost;
    }
  }

  /// Names the sorted places 0, 1, …, equal ones alike; leaves the name at `count` + half its
  /// place, with a mark if it is unique.
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

  /// The names in the order of the text (one cell is left over), without unique names after unique
  /// names: no comparison of two places with the same name gets beyond the first unique one. Marks
  /// remain only in the places that are kept.
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

  /// Puts the kept places in their order among all, which are sorted by name at the end of
  /// `ranked`.
  ///
  /// @param places room for the kept places in the order of the text, and one more
  private void merge(int count, int[] places) {
    int kept = places.length - 1;
    for (int i = 1, k = 0; i < size; i++) {
      places[k] = i;
      k += text[i] >>> 31;
    }
    for (int k = 0; k < kept; k++) {
      ranked[k] = places[ranked[k]];
    }
    for (int k = size - count, from = 0; k < size; k++) {
      int unique = ranked[k] | (k + 1 < size ? ranked[k + 1] : 0);
      int next = ranked[Math.min(from, kept - 1)];
      int place = unique < 0 ? next : ranked[k];
      ranked[k] = place;
      from += place == next ? 1 : 0;
    }
  }

  private void unmark() {
    for (int i = 0; i < size; i++) {
      text[i] &= ~MARK;
    }
  }

  /// Moves the sorted places to the ends of the ranks of their words; 0 in all other ranks.
  private void seed(int count) {
    int from = size - count;
    int filled = 0;
    for (int c = 0; c < alphabet; c++) {
      int end = starts[c + 1];
      int first = end - (leftmostStarts[c + 1] - leftmostStarts[c]);
      while (filled < first) {
        ranked[filled++] = 0;
      }
      while (filled < end) {
        ranked[filled++] = ranked[from++];
      }
    }
  }
}
