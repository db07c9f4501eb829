package org.datanet.attribution.index;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datanet.kernel.Address;

/// The facts of the records of a segment under construction, in columns: 40 bytes of heap a record.
final class RecordRows {

  private final Map<Address, Integer> contributorNumbers = new LinkedHashMap<>();
  private int[] starts = new int[17];
  private long[] ids = new long[32];
  private long[] seconds = new long[16];
  private int[] nanos = new int[16];
  private int[] contributors = new int[16];
  private int[] numbers = new int[16];
  private int count;

  /// The facts of one record beside its words.
  ///
  /// @param number the record's number in the whole index, never given twice
  record Row(int number, long idHigh, long idLow, long second, int nano, Address contributor) {

    static Row of(int number, IndexedRecord record) {
      return new Row(
          number,
          record.id().value().getMostSignificantBits(),
          record.id().value().getLeastSignificantBits(),
          record.acceptedAt().getEpochSecond(),
          record.acceptedAt().getNano(),
          record.contributor());
    }
  }

  /// Adds a record whose tokens, sentinel included, end at `end`.
  void add(Row row, int end) {
    if (count == nanos.length) {
      grow();
    }
    numbers[count] = row.number;
    ids[2 * count] = row.idHigh;
    ids[2 * count + 1] = row.idLow;
    seconds[count] = row.second;
    nanos[count] = row.nano;
    contributors[count] =
        contributorNumbers.computeIfAbsent(row.contributor, key -> contributorNumbers.size());
    starts[++count] = end;
  }

  private void grow() {
    int size = (int) Math.min(Integer.MAX_VALUE / 2 - 8, count * 2L);
    numbers = Arrays.copyOf(numbers, size);
    ids = Arrays.copyOf(ids, 2 * size);
    seconds = Arrays.copyOf(seconds, size);
    nanos = Arrays.copyOf(nanos, size);
    contributors = Arrays.copyOf(contributors, size);
    starts = Arrays.copyOf(starts, size + 1);
  }

  int count() {
    return count;
  }

  /// Where a record's tokens start; of one record more, where the last ends.
  int start(int record) {
    return starts[record];
  }

  int number(int record) {
    return numbers[record];
  }

  /// The high half of record `i` at `2 * i`, the low half after it.
  long idHalf(int at) {
    return ids[at];
  }

  long second(int record) {
    return seconds[record];
  }

  int nano(int record) {
    return nanos[record];
  }

  /// The place of a record's contributor in [#contributors].
  int contributor(int record) {
    return contributors[record];
  }

  List<Address> contributors() {
    return List.copyOf(contributorNumbers.keySet());
  }

  static long idHash(long high, long low) {
    return HashSlots.mix(high ^ HashSlots.mix(low));
  }
}
