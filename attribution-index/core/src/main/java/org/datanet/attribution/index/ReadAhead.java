package org.datanet.attribution.index;

/// Brings cells of a large array into the cache shortly before they are needed. A cache miss holds
/// up all that follows once the processor's reorder buffer (a few hundred instructions) is full, so
/// misses overlap by as many as the instructions between them are few: this loop does nothing but
/// read. The work proper then finds the cells in the cache.
final class ReadAhead {

  /// Kept so that the reads are not optimised away.
  int sum;

  /// @param places those to read, the first `count` count
  void read(int[] values, int[] places, int count) {
    int all = 0;
    for (int k = 0; k < count; k++) {
      all ^= values[places[k]];
    }
    sum = all;
  }
}
