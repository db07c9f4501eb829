package org.datanet.attribution.influence;

import java.util.concurrent.ExecutorService;
import org.datanet.attribution.influence.FeatureLayout.Slice;

/// Products of vectors with the rows of a file, over the values of one slice. Each result is one
/// sum in a fixed order, so it depends neither on the pool nor on the processor.
///
/// A sum runs in 64 lanes, which the compiler turns into vector instructions although floating
/// point must not be reordered.
record Products(FeatureFile features, Slice slice, ExecutorService pool) {

  private static final int LANES = 64;
  private static final int TILE = 4096;
  private static final int ROWS_AT_ONCE = 64;
  private static final int COLUMNS_AT_ONCE = 1024;

  /// The inner product of each row with `vector`: `[rows]`.
  double[] with(double[] vector) {
    double[] products = new double[features.rows()];
    Blocks.each(
        pool,
        products.length,
        ROWS_AT_ONCE,
        (from, to) -> {
          float[] tile = new float[TILE];
          for (int start = 0; start < slice.values(); start += TILE) {
            Slice part = part(start, TILE);
            for (int row = from; row < to; row++) {
              features.read(row, part, tile);
              products[row] += dot(tile, vector, start, part.values());
            }
          }
        });
    return products;
  }

  /// The squared length of each row: `[rows]`.
  double[] squares() {
    double[] squares = new double[features.rows()];
    Blocks.each(
        pool,
        squares.length,
        ROWS_AT_ONCE,
        (from, to) -> {
          float[] tile = new float[TILE];
          double[] same = new double[TILE];
          for (int row = from; row < to; row++) {
            for (int start = 0; start < slice.values(); start += TILE) {
              Slice part = part(start, TILE);
              features.read(row, part, tile);
              widen(tile, same, part.values());
              squares[row] += dot(tile, same, 0, part.values());
            }
          }
        });
    return squares;
  }

  /// The sum of the rows, each times its factor: `[values]`.
  double[] sum(double[] factors) {
    double[] sum = new double[slice.values()];
    Blocks.each(
        pool,
        sum.length,
        COLUMNS_AT_ONCE,
        (from, to) -> {
          float[] tile = new float[COLUMNS_AT_ONCE];
          double[] part = new double[to - from];
          for (int row = 0; row < factors.length; row++) {
            features.read(row, part(from, to - from), tile);
            add(part, tile, factors[row]);
          }
          System.arraycopy(part, 0, sum, from, part.length);
        });
    return sum;
  }

  /// The lower triangle of the sum of each row's outer product with itself: row `a` has `a + 1`
  /// values.
  double[][] gram() {
    double[][] gram = new double[slice.values()][];
    Blocks.each(
        pool,
        gram.length,
        ROWS_AT_ONCE,
        (from, to) -> {
          float[] row = new float[slice.values()];
          for (int a = from; a < to; a++) {
            gram[a] = new double[a + 1];
          }
          for (int i = 0; i < features.rows(); i++) {
            features.read(i, slice, row);
            for (int a = from; a < to; a++) {
              add(gram[a], row, row[a]);
            }
          }
        });
    return gram;
  }

  private Slice part(int start, int most) {
    return new Slice(slice.start() + start, Math.min(most, slice.values() - start));
  }

  private static void widen(float[] from, double[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = from[i];
    }
  }

  private static void add(double[] sum, float[] row, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * row[i];
    }
  }

  /// `a[0, count)` times `b[at, at + count)`.
  private static double dot(float[] a, double[] b, int at, int count) {
    double[] lanes = new double[LANES];
    int whole = count - count % LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += a[i + lane] * b[at + i + lane];
      }
    }
    for (int i = whole; i < count; i++) {
      lanes[i - whole] += a[i] * b[at + i];
    }
    return Vectors.sum(lanes);
  }
}
