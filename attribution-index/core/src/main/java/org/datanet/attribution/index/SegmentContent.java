package org.datanet.attribution.index;

/// All that a segment is written from.
///
/// @param tokens the records' words as ids (1 + place in `words`), a 0 after each record
/// @param bandKeys [Shingles#BANDS] keys a record, one after the other; meaningless for a record
///   without words
record SegmentContent(int[] tokens, WordTable.Words words, RecordRows rows, int[] bandKeys) {

  /// Words, sentinels not counted.
  long wordCount() {
    return (long) tokens.length - rows.count();
  }

  boolean hasWords(int record) {
    return rows.start(record + 1) - rows.start(record) > 1;
  }
}
