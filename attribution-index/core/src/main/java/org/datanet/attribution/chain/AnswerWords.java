package org.datanet.attribution.chain;

import java.time.Instant;
import org.datanet.kernel.Hash;

/// The answer of a contract as 32-byte words, counted from `base`. A word that is not there, or is
/// no number where one is expected, is a `node-refused` problem.
///
/// @param hex digits without `0x`
record AnswerWords(Contract from, String hex, int base) {

  private static final int DIGITS = 64;
  private static final String SMALL = "0x0{48}[0-9a-f]{16}";

  Hash hash(int index) {
    long first = ((long) base + index) * DIGITS;
    if (first < 0 || first + DIGITS > hex.length()) {
      throw from.refused("the answer has no word " + index);
    }
    return Hash.of("0x" + hex.substring((int) first, (int) first + DIGITS));
  }

  /// A count, offset, state or time.
  int number(int index) {
    long value = unsigned(index);
    if (value > Integer.MAX_VALUE) {
      throw from.refused("word " + index + " of the answer is too large: " + value);
    }
    return (int) value;
  }

  /// Unix seconds.
  Instant time(int index) {
    return Instant.ofEpochSecond(unsigned(index));
  }

  private long unsigned(int index) {
    String word = hash(index).hex();
    long value = word.matches(SMALL) ? Long.parseUnsignedLong(word.substring(50), 16) : -1;
    if (value < 0 || value > Instant.MAX.getEpochSecond()) {
      throw from.refused("word " + index + " of the answer is no number or time: " + word);
    }
    return value;
  }

  /// The words from the byte offset that word `index` holds.
  AnswerWords at(int index) {
    return new AnswerWords(from, hex, base + number(index) / 32);
  }
}
