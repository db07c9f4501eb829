package org.datanet.attribution.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SubstringSortTest {

  private static final int ALPHABET = 1 << 22;

  @Property(tries = 200)
  void findsOnlyPlacesEqualWhoseNextLeftmostSmallPlaceIsEquallyFar(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 60) int row) {
    int[] text = beginnings(new Random(seed), 3000, row);
    int[] starts = new int[ALPHABET + 1];
    int[] ends = new int[ALPHABET + 1];
    int count = mark(text, starts, ends);
    int[] ranked = new int[text.length];
    new SubstringSort(text, text.length, starts, ranked).sort(ends);
    for (int k = 1; k < count; k++) {
      if (ranked[k] < 0) {
        int place = ranked[k] & ~SuffixArray.MARK;
        assertThat(length(text, place)).isEqualTo(length(text, ranked[k - 1] & ~SuffixArray.MARK));
      }
    }
  }

  /// The beginnings of one falling row of words, of which some end where a larger word follows and
  /// some go on with a smaller one.
  private static int[] beginnings(Random random, int size, int row) {
    int step = ALPHABET / (row + 1);
    int[] text = new int[size];
    for (int i = 1; i < size; ) {
      int length = Math.min(1 + random.nextInt(row), size - i);
      for (int k = 0; k < length; k++) {
        text[i++] = (row - k) * step;
      }
      if (i < size) {
        text[i++] = random.nextInt(row) * step;
      }
    }
    return text;
  }

  private static int mark(int[] text, int[] starts, int[] ends) {
    int count = 0;
    boolean small = false;
    for (int i = text.length - 1; i >= 0; i--) {
      int next = i + 1 < text.length ? text[i + 1] : -1;
      boolean before = text[i] == next ? small : text[i] < next;
      if (small && !before) {
        text[i + 1] |= SuffixArray.MARK;
        ends[next]++;
        count++;
      }
      small = before;
      starts[text[i] + 1]++;
    }
    for (int c = 1; c < starts.length; c++) {
      starts[c] += starts[c - 1];
      ends[c] += ends[c - 1];
    }
    return count;
  }

  private static int length(int[] text, int place) {
    int end = place + 1;
    while (end < text.length && text[end] >= 0) {
      end++;
    }
    return end - place;
  }
}
