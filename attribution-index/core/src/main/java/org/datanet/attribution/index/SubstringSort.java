package org.datanet.attribution.index;

import java.util.Arrays;

/// Sorts the leftmost small places of a bucket by the words up to the next leftmost small place.
final class SubstringSort {

  private static final int MARK = Integer.MIN_VALUE;

  private final int[] text;
  private final int size;
  private final int beyond;
  private final int bits;
  private final int[] ranked;
  private long[] keys = new long[64];
  private int[] places = new int[64];
  private int[] open = new int[96];
  private int opened;

  SubstringSort(int[] text, int size, int alphabet, int[] ranked) {
    this.text = text;
    this.size = size;
    this.ranked = ranked;
    beyond = alphabet + 1;
    bits = 32 - Integer.numberOfLeadingZeros(beyond);
  }

  void sort(int[] ends) {
    int from = 0;
    for (int to : ends) {
      if (to - from > 1) {
        push(from, to, 1);
        while (opened > 0) {
          opened -= 3;
          sort(open[opened], open[opened + 1], open[opened + 2]);
        }
      }
      from = to;
    }
  }

  private void push(int from, int to, int depth) {
    if (opened + 3 > open.length) {
      open = Arrays.copyOf(open, open.length * 2);
    }
    open[opened] = from;
    open[opened + 1] = to;
    open[opened + 2] = depth;
    opened += 3;
  }

  private void sort(int from, int to, int depth) {
    int count = to - from;
    if (count > keys.length) {
      int room = (int) Math.min(count * 3L / 2, size);
      keys = new long[room];
      places = new int[room];
    }
    int numberBits = 32 - Integer.numberOfLeadingZeros(count - 1);
    int words = (62 - numberBits) / bits;
    gather(from, count, depth, words, numberBits);
    Arrays.sort(keys, 0, count);
    int mask = (1 << numberBits) - 1;
    for (int k = 0; k < count; k++) {
      ranked[from + k] = places[(int) keys[k] & mask];
    }
    split(from, count, depth, words, numberBits);
  }

  private void gather(int from, int count, int depth, int words, int numberBits) {
    for (int k = 0; k < count; k++) {
      int place = ranked[from + k];
      places[k] = place;
      int at = place + depth;
      long key = 0;
      int ended = 0;
      for (int w = 0; w < words; w++) {
        int word = at < size ? text[at] : -1;
        int code = at < size ? ((word & ~MARK) + 1) : 0;
        key = key << bits | (code & ~ended) | (beyond & ended);
        ended |= word >> 31;
        at++;
      }
      keys[k] = (key << 1 | ended & 1) << numberBits | k;
    }
  }

  private void split(int from, int count, int depth, int words, int numberBits) {
    int first = 0;
    long key = keys[0] >>> numberBits;
    for (int k = 1; k <= count; k++) {
      long next = k < count ? keys[k] >>> numberBits : -1;
      if (next != key) {
        if (k - first > 1) {
          close(from + first, from + k, (key & 1) != 0, depth + words);
        }
        first = k;
        key = next;
      }
    }
  }

  private void close(int from, int to, boolean ended, int depth) {
    if (ended) {
      for (int k = from + 1; k < to; k++) {
        ranked[k] |= MARK;
      }
    } else {
      push(from, to, depth);
    }
  }
}
