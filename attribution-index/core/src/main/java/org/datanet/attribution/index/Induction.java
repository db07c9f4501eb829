package org.datanet.attribution.index;

/// Ranks all suffixes of a text from the order of the leftmost small ones: upwards through the
/// ranks the large suffixes, downwards the small ones, each inserted when the suffix after it is
/// met.
///
/// The text is read at random places, so the cost is cache misses. They overlap because a window of
/// ranks is read first, then the words before all its suffixes, then these are inserted; none of
/// the three loops has a branch that waits for memory. A rank inside the window that is filled
/// meanwhile ends the window there. The sign of a rank says on which way the suffix before it is
/// inserted, so that each suffix costs one random read of the text.
final class Induction {

  private static final int SMALL_NEXT = Integer.MIN_VALUE;
  private static final int WINDOW = 256;

  private final int[] text;
  private final int size;
  private final int[] ranked;
  private final int[] ranks = new int[WINDOW];
  private final int[] words = new int[WINDOW];
  private final int[] places = new int[WINDOW];
  private final ReadAhead ahead = new ReadAhead();

  /// @param ranked at the ends of the ranks of their words the leftmost small places in order, else
  ///   0
  Induction(int[] text, int size, int[] ranked) {
    this.text = text;
    this.size = size;
    this.ranked = ranked;
  }

  /// Fills all ranks.
  ///
  /// @param starts the first rank of each word, and the size
  /// @param next room for as many
  void run(int[] starts, int[] next) {
    System.arraycopy(starts, 0, next, 0, next.length);
    up(next);
    System.arraycopy(starts, 1, next, 0, next.length - 1);
    down(next);
  }

  private void up(int[] next) {
    int last = text[size - 1];
    ranked[next[last]++] = (size - 1) | ((text[size - 2] - last) & SMALL_NEXT);
    int window = 1;
    for (int rank = 0; rank < size; ) {
      int end = Math.min(size, rank + window);
      int reached = insertUp(next, readUp(rank, end), end);
      window = reached < end ? 1 : Math.min(WINDOW, window * 2);
      rank = reached;
    }
  }

  private int readUp(int from, int to) {
    int count = 0;
    for (int rank = from; rank < to; rank++) {
      int place = ranked[rank];
      ranks[count] = rank;
      places[count] = place - 1;
      count += -place >>> 31;
    }
    ahead.read(text, places, count);
    for (int k = 0; k < count; k++) {
      int place = places[k];
      int word = text[place];
      int before = text[Math.max(place - 1, 0)];
      words[k] = word;
      places[k] = place | ((before - word) & SMALL_NEXT);
    }
    return count;
  }

  private int insertUp(int[] next, int count, int end) {
    int reached = end;
    for (int k = 0; k < count && ranks[k] < reached; k++) {
      int rank = next[words[k]]++;
      ranked[rank] = places[k];
      reached = Math.min(reached, rank);
    }
    return reached;
  }

  private void down(int[] next) {
    int window = 1;
    for (int rank = size - 1; rank >= 0; ) {
      int end = Math.max(-1, rank - window);
      int reached = insertDown(next, readDown(rank, end), end);
      for (int k = reached + 1; k <= rank; k++) {
        ranked[k] &= ~SMALL_NEXT;
      }
      window = reached > end ? 1 : Math.min(WINDOW, window * 2);
      rank = reached;
    }
  }

  private int readDown(int from, int to) {
    int count = 0;
    for (int rank = from; rank > to; rank--) {
      int place = ranked[rank];
      ranks[count] = rank;
      places[count] = (place & ~SMALL_NEXT) - 1;
      count += place >>> 31;
    }
    ahead.read(text, places, count);
    for (int k = 0; k < count; k++) {
      int place = places[k];
      int word = text[place];
      int before = text[Math.max(place - 1, 0)];
      words[k] = word;
      places[k] = place | ((before - word - 1) & -place & SMALL_NEXT);
    }
    return count;
  }

  private int insertDown(int[] next, int count, int end) {
    int reached = end;
    for (int k = 0; k < count && ranks[k] > reached; k++) {
      int rank = --next[words[k]];
      ranked[rank] = places[k];
      reached = Math.max(reached, rank);
    }
    return reached;
  }
}
