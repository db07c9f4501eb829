package org.datanet.attribution.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.text.WordScanner;
import org.datanet.kernel.ProblemException;

/// The records of one segment under construction. Heap: 4 bytes a word beside the distinct words
/// and 80 bytes a record.
final class Corpus {

  /// Most tokens of a segment.
  static final int MAX_TOKENS = 1 << 30;

  private static final int CHUNK = 1 << 18;

  private final WordTable table = new WordTable();
  private final WordScanner scanner = new WordScanner();
  private final RecordRows rows = new RecordRows();
  private final List<int[]> chunks = new ArrayList<>();
  private int[] chunk = new int[CHUNK];
  private int size;
  private long[] hashes = new long[256];
  private int words;
  private int[] bandKeys = new int[16 * Shingles.BANDS];

  /// Reads the words of a record.
  ///
  /// @throws ProblemException `index-too-large`
  void add(int number, IndexedRecord record) {
    words = 0;
    scanner.scan(record.text(), (folded, from, to, start, end) -> word(folded, from, to));
    append(0);
    int ordinal = rows.count();
    rows.add(RecordRows.Row.of(number, record), size);
    if (bandKeys.length < (ordinal + 1) * Shingles.BANDS) {
      bandKeys = Arrays.copyOf(bandKeys, bandKeys.length * 2);
    }
    if (words > 0) {
      int[] keys = Shingles.bandKeys(Shingles.hashes(hashes, words));
      System.arraycopy(keys, 0, bandKeys, ordinal * Shingles.BANDS, Shingles.BANDS);
    }
  }

  private void word(char[] folded, int from, int to) {
    int number = table.number(folded, from, to);
    if (words == hashes.length) {
      hashes = Arrays.copyOf(hashes, words * 2);
    }
    hashes[words++] = table.hash(number);
    append(number + 1);
  }

  private void append(int token) {
    if (size >= MAX_TOKENS) {
      throw new ProblemException(
          AttributionProblem.INDEX_TOO_LARGE,
          "A segment holds at most " + MAX_TOKENS + " words; build with smaller segments");
    }
    if (size % CHUNK == 0 && size > 0) {
      chunks.add(chunk);
      chunk = new int[CHUNK];
    }
    chunk[size++ % CHUNK] = token;
  }

  /// Numbers the words in the order of their bytes. Nothing can be added afterwards.
  SegmentContent content() {
    WordTable.Sorted sorted = table.sorted();
    int[] idOf = new int[sorted.order().length + 1];
    IntStream.range(0, sorted.order().length).forEach(i -> idOf[sorted.order()[i] + 1] = i + 1);
    int[] tokens = new int[size];
    chunks.add(chunk);
    for (int from = 0, k = 0; from < size; from += CHUNK, k++) {
      int[] part = chunks.get(k);
      for (int i = 0; i < Math.min(CHUNK, size - from); i++) {
        tokens[from + i] = idOf[part[i]];
      }
    }
    chunks.clear();
    return new SegmentContent(tokens, sorted.words(), rows, bandKeys);
  }
}
