package org.datanet.attribution.index;

import static org.datanet.attribution.index.SuffixArray.MARK;

import java.util.Arrays;

/// Sorts the leftmost small places of a text by the words from each up to the next one and a little
/// further, so that the order is that of the suffixes, and places found equal have their next
/// leftmost small place at the same distance.
///
/// The words that follow a place are packed into one integer, by an alphabetic code that gives
/// frequent words few bits (Gilbert, Moore, "Variable-length binary encodings", BSTJ 1959: at most
/// 2 bits above entropy): some three words of prose in 36 bits. It is filled on the way through the
/// text, so the words of most places are never read again. What is still equal is refined by the
/// words that follow, many groups of equal places at a time, as far as necessary.
final class SubstringSort {

  private static final int QUEUE = 512;
  private static final int FEW = 12;

  private final int[] text;
  private final int size;
  private final int[] ranked;
  private final int wordBits;
  private final int placeBits;
  private final int[] codes;
  private long[] keys = new long[0];
  private int[] places = new int[64];
  private int[] open = new int[96];
  private int opened;
  private final int[] queue = new int[QUEUE];
  private int queued;
  private final ReadAhead ahead = new ReadAhead();

  /// @param starts the first rank of each word, and the size
  SubstringSort(int[] text, int size, int[] starts, int[] ranked) {
    this.text = text;
    this.size = size;
    this.ranked = ranked;
    wordBits = 32 - Integer.numberOfLeadingZeros(starts.length - 1);
    placeBits = 32 - Integer.numberOfLeadingZeros(size - 1);
    codes = new int[starts.length - 1];
    for (int c = 0; c < codes.length; c++) {
      int count = starts[c + 1] - starts[c];
      codes[c] = count == 0 ? 0 : code(starts[c], count);
    }
  }

  /// The code of a word that begins at the rank `start`, below a leading 1.
  private int code(int start, int count) {
    int length = 33 - Integer.numberOfLeadingZeros((size - 1) / count);
    long middle = 2L * start + count;
    return (int) (1L << length | (middle << (length - 1)) / size);
  }

  private int codeLength(int word) {
    return 31 - Integer.numberOfLeadingZeros(codes[word]);
  }

  /// Fills the first ranks, one for each place; a mark says that it equals the one before.
  ///
  /// @param ends for each word the end of its places in this order; becomes their start
  void sort(int[] ends) {
    keys = new long[ends[ends.length - 1]];
    collect(ends);
    for (int c = 1; c < ends.length; c++) {
      sortBucket(ends[c - 1], ends[c]);
      if (queued == QUEUE) {
        refineOpen();
      }
    }
    refineOpen();
  }

  private void collect(int[] ends) {
    long ahead = 0;
    for (int i = size - 1; i > 0; i--) {
      int word = text[i];
      if (word < 0) {
        word &= ~MARK;
        keys[--ends[word]] = ahead >>> (placeBits + 1) << placeBits | i;
      }
      int code = codes[word];
      int length = 31 - Integer.numberOfLeadingZeros(code);
      ahead = (long) code << -length | ahead >>> length;
    }
  }

  private void sortBucket(int from, int to) {
    sortKeys(from, to);
    int mask = (1 << placeBits) - 1;
    for (int k = from; k < to; k++) {
      ranked[k] = (int) keys[k] & mask;
    }
    for (int first = from, k = from + 1; k <= to; k++) {
      if (k == to || (keys[k] ^ keys[first]) >>> placeBits != 0) {
        if (k - first > 1) {
          close(first, k, 1, covered(ranked[first]));
        }
        first = k;
      }
    }
  }

  /// The number of whole words after a place that are in its key.
  private int covered(int place) {
    int room = 63 - placeBits;
    int words = -1;
    for (int i = place + 1; room >= 0 && i <= size; i++) {
      words++;
      room -= i < size ? codeLength(text[i] & ~MARK) : room + 1;
    }
    return words;
  }

  /// Like [#refine] for two places, which most groups have, up to the end at once.
  private void refinePair(int from, int depth) {
    int first = ranked[from];
    int second = ranked[from + 1];
    boolean passed = depth < 0;
    for (int k = depth & ~MARK; ; k++) {
      int a = first + k < size ? text[first + k] : -1;
      int b = second + k < size ? text[second + k] : -1;
      int word = a & ~MARK;
      if (a == -1 || b == -1 || word != (b & ~MARK)) {
        boolean ordered = b != -1 && (a == -1 || word < (b & ~MARK));
        ranked[from] = ordered ? first : second;
        ranked[from + 1] = ordered ? second : first;
        return;
      }
      int step = word - (text[first + k - 1] & ~MARK);
      if (passed && step > 0) {
        ranked[from + 1] |= MARK;
        return;
      }
      passed = a < 0 || passed && step == 0;
    }
  }

  private void sortKeys(int from, int to) {
    if (to - from > FEW) {
      Arrays.sort(keys, from, to);
      return;
    }
    for (int i = from + 1; i < to; i++) {
      long key = keys[i];
      int k = i;
      for (; k > from && keys[k - 1] > key; k--) {
        keys[k] = keys[k - 1];
      }
      keys[k] = key;
    }
  }

  private void refineOpen() {
    while (opened > 0) {
      ahead.read(text, queue, queued);
      queued = 0;
      int generation = opened;
      for (int k = 0; k < generation; k += 3) {
        if (open[k + 1] - open[k] == 2) {
          refinePair(open[k], open[k + 2]);
        } else {
          refine(open[k], open[k + 1], open[k + 2]);
        }
      }
      opened -= generation;
      System.arraycopy(open, generation, open, 0, opened);
    }
  }

  /// Sorts places that are equal in `depth` words by the words that follow.
  private void refine(int from, int to, int depth) {
    int count = to - from;
    if (count > places.length) {
      places = new int[(int) Math.min(count * 3L / 2, size)];
    }
    int numberBits = 32 - Integer.numberOfLeadingZeros(count - 1);
    int words = (63 - numberBits) / wordBits;
    System.arraycopy(ranked, from, places, 0, count);
    for (int k = 0; k < count; k++) {
      keys[from + k] = key(places[k] + (depth & ~MARK), words) << numberBits | k;
    }
    sortKeys(from, to);
    int mask = (1 << numberBits) - 1;
    for (int k = from; k < to; k++) {
      ranked[k] = places[(int) keys[k] & mask];
    }
    for (int first = from, k = from + 1; k <= to; k++) {
      if (k == to || (keys[k] ^ keys[first]) >>> numberBits != 0) {
        if (k - first > 1) {
          close(first, k, depth, words);
        }
        first = k;
      }
    }
  }

  private long key(int place, int words) {
    long key = 0;
    for (int i = place; i < place + words; i++) {
      key = key << wordBits | (i < size ? (text[i] & ~MARK) + 1 : 0);
    }
    return key;
  }

  /// Marks places that are equal in `depth` and `words` more words, if these reach beyond the next
  /// leftmost small place and its run of equal words; else they are to be refined. A mark in the
  /// depth says that the last words may be such a run: one that a larger word follows is.
  private void close(int from, int to, int depth, int words) {
    int place = ranked[from] + (depth & ~MARK);
    int end = Math.min(size, place + words);
    boolean passed = depth < 0;
    boolean ended = false;
    for (; place < end && !ended; place++) {
      int step = (text[place] & ~MARK) - (text[place - 1] & ~MARK);
      ended = passed && step > 0;
      passed = text[place] < 0 || passed && step == 0;
    }
    if (ended) {
      for (int k = from + 1; k < to; k++) {
        ranked[k] |= MARK;
      }
    } else {
      push(from, to, (depth & ~MARK) + words | (passed ? MARK : 0));
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
    int passed = depth & ~MARK;
    for (int k = from; k < to && queued < QUEUE; k++) {
      queue[queued++] = Math.min(ranked[k] + passed, size - 1);
    }
  }
}
