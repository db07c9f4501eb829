package org.datanet.attribution.index;

final class Induction {

  private static final int FLAG = Integer.MIN_VALUE;
  private static final int WINDOW = 128;

  private final int[] text;
  private final int size;
  private final int[] ranked;
  private final int[] ranks = new int[WINDOW];
  private final int[] words = new int[WINDOW];
  private final int[] values = new int[WINDOW];

  Induction(int[] text, int size, int[] ranked) {
    this.text = text;
    this.size = size;
    this.ranked = ranked;
  }

  void run(int[] starts, int[] next) {
    System.arraycopy(starts, 0, next, 0, next.length);
    large(next);
    System.arraycopy(starts, 1, next, 0, next.length - 1);
    small(next);
  }

  private void large(int[] next) {
    int last = text[size - 1];
    ranked[next[last]++] = (size - 1) | ((text[size - 2] - last) & FLAG);
    int window = 1;
    for (int i = 0; i < size; ) {
      int end = Math.min(size, i + window);
      int count = gatherLarge(i, end);
      int cut = place(next, count, end);
      window = cut < end ? 1 : Math.min(WINDOW, window * 2);
      i = cut;
    }
  }

  private int gatherLarge(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      int place = ranked[i];
      ranks[count] = i;
      values[count] = place;
      count += place > 0 ? 1 : 0;
    }
    for (int k = 0; k < count; k++) {
      int place = values[k] - 1;
      int word = text[place];
      int before = text[Math.max(place - 1, 0)];
      words[k] = word;
      values[k] = place | ((before - word) & FLAG);
    }
    return count;
  }

  private int place(int[] next, int count, int end) {
    int cut = end;
    for (int k = 0; k < count && ranks[k] < cut; k++) {
      int rank = next[words[k]]++;
      ranked[rank] = values[k];
      if (rank < cut) {
        cut = rank;
      }
    }
    return cut;
  }

  private void small(int[] next) {
    int window = 1;
    for (int i = size - 1; i >= 0; ) {
      int end = Math.max(-1, i - window);
      int count = gatherSmall(i, end);
      int cut = placeDown(next, count, end);
      for (int k = cut + 1; k <= i; k++) {
        ranked[k] &= ~FLAG;
      }
      window = cut > end ? 1 : Math.min(WINDOW, window * 2);
      i = cut;
    }
  }

  private int gatherSmall(int from, int to) {
    int count = 0;
    for (int i = from; i > to; i--) {
      int place = ranked[i];
      ranks[count] = i;
      values[count] = place;
      count += place >>> 31;
    }
    for (int k = 0; k < count; k++) {
      int place = (values[k] & ~FLAG) - 1;
      int word = text[place];
      int before = text[Math.max(place - 1, 0)];
      words[k] = word;
      values[k] = place | ((before - word - 1) & -place & FLAG);
    }
    return count;
  }

  private int placeDown(int[] next, int count, int end) {
    int cut = end;
    for (int k = 0; k < count && ranks[k] > cut; k++) {
      int rank = --next[words[k]];
      ranked[rank] = values[k];
      if (rank > cut) {
        cut = rank;
      }
    }
    return cut;
  }
}
