package org.datanet.attribution.index;

import java.util.Arrays;

/// The words that occur in the copies of a segment, ascending, and how often each does.
record CopyWords(int[] words, int[] counts) {

  /// @param numbers of the copies that may be in the segment
  static CopyWords count(Segment segment, int[] numbers) {
    int[] tokens = new int[64];
    int size = 0;
    for (int number : numbers) {
      int ordinal = segment.ordinalOfNumber(number);
      if (ordinal >= 0) {
        int start = segment.recordStart(ordinal);
        int end = segment.recordStart(ordinal + 1) - 1;
        tokens =
            size + end - start > tokens.length
                ? Arrays.copyOf(tokens, (size + end - start) * 2)
                : tokens;
        for (int place = start; place < end; place++) {
          tokens[size++] = segment.token(place);
        }
      }
    }
    return ofSorted(tokens, size);
  }

  private static CopyWords ofSorted(int[] tokens, int size) {
    Arrays.sort(tokens, 0, size);
    int distinct = 0;
    int[] counts = new int[size];
    for (int i = 0; i < size; i++) {
      if (i > 0 && tokens[i] == tokens[i - 1]) {
        counts[distinct - 1]++;
      } else {
        tokens[distinct] = tokens[i];
        counts[distinct++] = 1;
      }
    }
    return new CopyWords(Arrays.copyOf(tokens, distinct), Arrays.copyOf(counts, distinct));
  }
}
