package org.datanet.attribution.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;

/// The live records of neighbouring segments as the content of one: vocabularies are merged, words
/// that only erased records used are dropped, tokens are renumbered; suffixes are sorted anew
/// later, which costs less than merging their orders.
final class SegmentMerge {

  private final List<Segment> segments;
  private final BitSet erased;
  private final int[][] idOf; // [segment, old word id]: new id; first 1 for a word in use
  private int tokenCount;
  private int recordCount;

  private SegmentMerge(List<Segment> segments, BitSet erasedNumbers) {
    this.segments = segments;
    erased = erasedNumbers;
    idOf = new int[segments.size()][];
  }

  /// @param erasedNumbers of records to leave out
  static SegmentContent of(List<Segment> segments, BitSet erasedNumbers) {
    SegmentMerge merge = new SegmentMerge(segments, erasedNumbers);
    for (int i = 0; i < segments.size(); i++) {
      merge.markUsedWords(i);
    }
    return merge.content(merge.mergedWords());
  }

  private void markUsedWords(int at) {
    Segment segment = segments.get(at);
    idOf[at] = new int[segment.vocabularySize() + 1];
    for (int ordinal = 0; ordinal < segment.recordCount(); ordinal++) {
      if (!erased.get(segment.number(ordinal))) {
        int end = segment.recordStart(ordinal + 1);
        for (int place = segment.recordStart(ordinal); place < end; place++) {
          idOf[at][segment.token(place)] = 1;
        }
        tokenCount = Math.addExact(tokenCount, end - segment.recordStart(ordinal));
        recordCount++;
      }
    }
  }

  /// A word in use of one segment, in a merge of all.
  private record Cursor(int segment, int id, byte[] utf8) {}

  private WordTable.Words mergedWords() {
    PriorityQueue<Cursor> heads =
        new PriorityQueue<>((a, b) -> Arrays.compareUnsigned(a.utf8, b.utf8));
    for (int i = 0; i < segments.size(); i++) {
      advance(heads, i, 0);
    }
    byte[] bytes = new byte[1 << 12];
    int[] starts = new int[1 << 10];
    int count = 0;
    while (!heads.isEmpty()) {
      byte[] word = heads.element().utf8;
      starts = count + 2 > starts.length ? Arrays.copyOf(starts, starts.length * 2) : starts;
      int end = Math.addExact(starts[count], word.length);
      bytes =
          end > bytes.length
              ? Arrays.copyOf(bytes, (int) Math.min(end * 2L, Integer.MAX_VALUE - 64))
              : bytes;
      System.arraycopy(word, 0, bytes, starts[count], word.length);
      starts[++count] = end;
      while (!heads.isEmpty() && Arrays.equals(heads.element().utf8, word)) {
        Cursor same = heads.remove();
        idOf[same.segment][same.id] = count;
        advance(heads, same.segment, same.id);
      }
    }
    return new WordTable.Words(bytes, Arrays.copyOf(starts, count + 1));
  }

  private void advance(PriorityQueue<Cursor> heads, int segment, int id) {
    int next = id + 1;
    while (next < idOf[segment].length && idOf[segment][next] == 0) {
      next++;
    }
    if (next < idOf[segment].length) {
      heads.add(new Cursor(segment, next, segments.get(segment).utf8(next)));
    }
  }

  private SegmentContent content(WordTable.Words words) {
    int[] tokens = new int[tokenCount];
    RecordRows rows = new RecordRows();
    int[] bandKeys = new int[recordCount * Shingles.BANDS];
    int size = 0;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      int[] oldKeys = bandKeys(segment);
      for (int ordinal = 0; ordinal < segment.recordCount(); ordinal++) {
        if (!erased.get(segment.number(ordinal))) {
          int end = segment.recordStart(ordinal + 1);
          for (int place = segment.recordStart(ordinal); place < end - 1; place++) {
            tokens[size++] = idOf[i][segment.token(place)];
          }
          tokens[size++] = 0;
          System.arraycopy(
              oldKeys,
              ordinal * Shingles.BANDS,
              bandKeys,
              rows.count() * Shingles.BANDS,
              Shingles.BANDS);
          rows.add(row(segment, ordinal), size);
        }
      }
    }
    return new SegmentContent(tokens, words, rows, bandKeys);
  }

  private static int[] bandKeys(Segment segment) {
    int[] keys = new int[segment.recordCount() * Shingles.BANDS];
    for (int band = 0; band < Shingles.BANDS; band++) {
      for (int at = 0; at < segment.bandSize(); at++) {
        keys[segment.bandRecord(band, at) * Shingles.BANDS + band] =
            (int) segment.bandKey(band, at);
      }
    }
    return keys;
  }

  private static RecordRows.Row row(Segment segment, int ordinal) {
    return RecordRows.Row.of(
        segment.number(ordinal),
        new IndexedRecord(
            segment.recordId(ordinal),
            segment.contributor(ordinal),
            "",
            segment.acceptedAt(ordinal)));
  }
}
