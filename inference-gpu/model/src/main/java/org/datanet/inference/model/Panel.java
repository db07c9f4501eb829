package org.datanet.inference.model;

/// Vectors of several tokens, one after the other. Each is followed by zeros up to a multiple of 64
/// values, and their number is rounded up to a multiple of four, so that products read and write
/// whole tiles.
///
/// @param values `[tokens, stride]`
/// @param stride values from one token's vector to the next one's
record Panel(float[] values, int stride) {

  private static final int STEP = 64;
  private static final int TILE = 4;

  static Panel of(int tokens, int width) {
    int stride = roundUp(width, STEP);
    return new Panel(new float[Math.multiplyExact(roundUp(tokens, TILE), stride)], stride);
  }

  private static int roundUp(int value, int step) {
    return Math.multiplyExact(Math.ceilDiv(value, step), step);
  }

  /// Index of a token's first value.
  int at(int token) {
    return token * stride;
  }
}
