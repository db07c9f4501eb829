package org.datanet.attribution.influence;

import java.util.concurrent.ExecutorService;

/// The projection of one layer by random signs; see the package's specification.
///
/// The signed sums of eight inputs are tabulated for all 256 patterns, so that 64 inputs cost eight
/// additions an output (the method of Arlazarov, Dinic, Kronrod and Faradzev, 1970).
final class RandomProjection {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int OUTPUTS_AT_ONCE = 1024;
  private static final int PATTERNS = 256;

  private final long stream;
  private final int inputs;
  private final int values;

  RandomProjection(long seed, int layer, FeatureLayout.Layer shape) {
    stream = mix(seed + GOLDEN * (layer + 1));
    inputs = shape.inputs();
    values = shape.values();
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// The signs of 64 inputs for one output, a bit each.
  long signs(int output, int word) {
    return mix(stream + GOLDEN * ((long) output << 32 | word));
  }

  /// Projects `in[inAt, inAt + inputs)` to `out[outAt, outAt + values)`.
  void project(float[] in, int inAt, float[] out, int outAt, ExecutorService pool) {
    double scale = Math.sqrt(values);
    Blocks.each(
        pool,
        values,
        OUTPUTS_AT_ONCE,
        (from, to) -> {
          double[] sums = sums(in, inAt, from, to);
          for (int o = from; o < to; o++) {
            out[outAt + o] = (float) (sums[o - from] / scale);
          }
        });
  }

  private double[] sums(float[] in, int inAt, int from, int to) {
    double[] sums = new double[to - from];
    double[] table = new double[Long.BYTES * PATTERNS];
    for (int word = 0; word * (long) Long.SIZE < inputs; word++) {
      tabulate(in, inAt, word * Long.SIZE, table);
      for (int o = from; o < to; o++) {
        sums[o - from] += lookUp(table, signs(o, word));
      }
    }
    return sums;
  }

  private void tabulate(float[] in, int inAt, int first, double[] table) {
    for (int octet = 0; octet < Long.BYTES; octet++) {
      int base = octet * PATTERNS;
      double all = 0;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        all += at(in, inAt, first + octet * Byte.SIZE + bit);
      }
      table[base] = -all;
      for (int pattern = 1; pattern < PATTERNS; pattern++) {
        int bit = Integer.numberOfTrailingZeros(pattern);
        table[base + pattern] =
            table[base + (pattern & (pattern - 1))]
                + 2 * at(in, inAt, first + octet * Byte.SIZE + bit);
      }
    }
  }

  private double at(float[] in, int inAt, int input) {
    return input < inputs ? in[inAt + input] : 0;
  }

  private static double lookUp(double[] table, long signs) {
    double sum = 0;
    for (int octet = 0; octet < Long.BYTES; octet++) {
      sum += table[octet * PATTERNS + (int) (signs >>> (octet * Byte.SIZE) & (PATTERNS - 1))];
    }
    return sum;
  }
}
