package org.datanet.attribution.shares;

/// Base-2 logarithms in integers only, so that every machine gets the same: the classic digit by
/// digit method, squaring the mantissa (Knuth, TAOCP 1.2.2, exercise 25).
final class Millibits {

  private static final int FRACTION_BITS = 24;

  private Millibits() {}

  /// `1000 * log2(whole / part)`, rounded down; 0 when `part` >= `whole`. Both at least 1.
  static long surprisal(long whole, long part) {
    long bits = log2(whole) - log2(part);
    return bits <= 0 ? 0 : (bits * 1000) >> FRACTION_BITS;
  }

  /// log2 with 24 binary digits after the point, rounded down.
  static long log2(long value) {
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    long mantissa = value << (62 - exponent);
    long result = exponent;
    for (int i = 0; i < FRACTION_BITS; i++) {
      long square = Math.multiplyHigh(mantissa, mantissa);
      boolean two = square >= 1L << 61;
      result = result << 1 | (two ? 1 : 0);
      mantissa = two ? square << 1 : square << 2;
    }
    return result;
  }
}
