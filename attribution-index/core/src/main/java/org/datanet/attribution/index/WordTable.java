package org.datanet.attribution.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;

/// Distinct words by arrival: 12 bytes of heap a word, its hash and its UTF-8 bytes, up to 2^31
/// bytes in all. Later the words can be sorted.
final class WordTable {

  private static final int MAX_BYTES = Integer.MAX_VALUE - 64;

  private byte[] bytes = new byte[1 << 16];
  private int[] starts = new int[1 << 12];
  private long[] hashes = new long[1 << 12];
  private int[] slots = new int[1 << 13];
  private int count;
  private byte[] scratch = new byte[64];

  /// The number of a word, from 0; a new one for a new word. UTF-16 as [String#getBytes] encodes
  /// it.
  int number(char[] text, int from, int to) {
    int length = utf8(text, from, to);
    long hash = HashSlots.ofBytes(scratch, 0, length);
    int at = (int) (hash & slots.length - 1);
    while (slots[at] != 0) {
      int known = slots[at] - 1;
      if (hashes[known] == hash && equal(known, length)) {
        return known;
      }
      at = at + 1 & slots.length - 1;
    }
    slots[at] = add(length, hash) + 1;
    if (count * 2L > slots.length) {
      rehash();
    }
    return count - 1;
  }

  private int utf8(char[] text, int from, int to) {
    if (scratch.length < to - from) {
      scratch = new byte[(to - from) * 2];
    }
    for (int i = from; i < to; i++) {
      if (text[i] >= 0x80) {
        byte[] encoded = new String(text, from, to - from).getBytes(UTF_8);
        scratch = encoded.length > scratch.length ? new byte[encoded.length * 2] : scratch;
        System.arraycopy(encoded, 0, scratch, 0, encoded.length);
        return encoded.length;
      }
      scratch[i - from] = (byte) text[i];
    }
    return to - from;
  }

  private boolean equal(int known, int length) {
    return Arrays.equals(bytes, starts[known], starts[known + 1], scratch, 0, length);
  }

  private int add(int length, long hash) {
    int end = starts[count];
    if ((long) end + length > MAX_BYTES) {
      throw new ProblemException(
          AttributionProblem.INDEX_TOO_LARGE,
          "The distinct words of one segment take more than 2147483583 bytes; build with smaller"
              + " segments");
    }
    if (end + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, (end + length) * 3L / 2));
    }
    System.arraycopy(scratch, 0, bytes, end, length);
    if (count + 2 > starts.length) {
      starts = Arrays.copyOf(starts, (int) Math.min(MAX_BYTES, starts.length * 2L));
      hashes = Arrays.copyOf(hashes, starts.length);
    }
    hashes[count] = hash;
    starts[++count] = end + length;
    return count - 1;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int word = 0; word < count; word++) {
      int at = (int) (hashes[word] & slots.length - 1);
      while (slots[at] != 0) {
        at = at + 1 & slots.length - 1;
      }
      slots[at] = word + 1;
    }
  }

  int size() {
    return count;
  }

  long hash(int word) {
    return hashes[word];
  }

  /// The numbers of all words in unsigned order of their bytes, and the words in that order.
  Sorted sorted() {
    slots = new int[1];
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    sort(order, 0, count, 0);
    byte[] sortedBytes = new byte[starts[count]];
    int[] sortedStarts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      int length = starts[order[i] + 1] - starts[order[i]];
      System.arraycopy(bytes, starts[order[i]], sortedBytes, sortedStarts[i], length);
      sortedStarts[i + 1] = sortedStarts[i] + length;
    }
    return new Sorted(order, new Words(sortedBytes, sortedStarts));
  }

  record Sorted(int[] order, Words words) {}

  /// Words in sorted order: word `i` is the bytes from `starts[i]` to `starts[i + 1]`.
  record Words(byte[] bytes, int[] starts) {

    int size() {
      return starts.length - 1;
    }
  }

  /// Three-way radix quicksort (Bentley, Sedgewick 1997).
  private void sort(int[] order, int from, int to, int depth) {
    while (to - from > 1) {
      int pivot = at(order[from + to >>> 1], depth);
      int low = from;
      int high = to;
      for (int i = from; i < high; ) {
        int octet = at(order[i], depth);
        if (octet < pivot) {
          swap(order, low++, i++);
        } else if (octet > pivot) {
          swap(order, i, --high);
        } else {
          i++;
        }
      }
      sort(order, from, low, depth);
      sort(order, high, to, depth);
      if (pivot < 0) {
        return;
      }
      from = low;
      to = high;
      depth++;
    }
  }

  private int at(int word, int depth) {
    int place = starts[word] + depth;
    return place < starts[word + 1] ? bytes[place] & 0xff : -1;
  }

  private static void swap(int[] order, int i, int k) {
    int kept = order[i];
    order[i] = order[k];
    order[k] = kept;
  }
}
