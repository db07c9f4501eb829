package org.datanet.attribution.influence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.datanet.attribution.influence.FeatureLayout.Slice;
import org.datanet.kernel.Ppm;

/// A damped curvature matrix of the loss, a factor for each block of its diagonal.
///
/// The damping is relative: so many parts per million of the mean of a block's diagonal are added
/// to it. A block of `k` values holds `4 k (k + 1)` bytes of heap and takes about `k^3 / 6`
/// multiplications.
final class Curvature {

  private record Block(Slice slice, Cholesky factor) {}

  private final FeatureFile features;
  private final ExecutorService pool;
  private final List<Block> blocks = new ArrayList<>();

  private Curvature(FeatureFile features, ExecutorService pool) {
    this.features = features;
    this.pool = pool;
  }

  /// One block for all values.
  ///
  /// @param matrix `[values, values]`, symmetric; only its lower triangle is read
  static Curvature of(
      FeatureFile features, double[][] matrix, int dampingPpm, ExecutorService pool) {
    Curvature curvature = new Curvature(features, pool);
    int values = features.layout().values();
    double[][] lower = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      lower[i] = Arrays.copyOf(matrix[i], i + 1);
    }
    if (lower.length != values) {
      throw FeatureLayout.invalid(
          "The Hessian has " + lower.length + " rows, expected are " + values);
    }
    curvature.add(new Slice(0, values), lower, dampingPpm);
    return curvature;
  }

  /// A block for each layer: the sum over the rows of their outer products, times `factor`.
  static Curvature ofRows(
      FeatureFile features, double factor, int dampingPpm, ExecutorService pool) {
    Curvature curvature = new Curvature(features, pool);
    for (Slice slice : features.layout().slices()) {
      double[][] gram = new Products(features, slice, pool).gram();
      for (double[] row : gram) {
        for (int i = 0; i < row.length; i++) {
          row[i] *= factor;
        }
      }
      curvature.add(slice, gram, dampingPpm);
    }
    return curvature;
  }

  private void add(Slice slice, double[][] lower, int dampingPpm) {
    if (dampingPpm < 0) {
      throw new IllegalArgumentException("dampingPpm is at least 0, got: " + dampingPpm);
    }
    double trace = 0;
    for (int i = 0; i < lower.length; i++) {
      trace += lower[i][i];
    }
    if (trace > 0) {
      double added = dampingPpm * (trace / lower.length) / Ppm.WHOLE;
      for (int i = 0; i < lower.length; i++) {
        lower[i][i] += added;
      }
      blocks.add(new Block(slice, new Cholesky(lower)));
    }
  }

  /// The products `query C^-1 row`: `[rows]`.
  double[] products(float[] query) {
    double[] products = new double[features.rows()];
    for (Block block : blocks) {
      double[] solved = block.factor().solve(Vectors.part(query, block.slice()));
      Vectors.add(products, new Products(features, block.slice(), pool).with(solved));
    }
    return products;
  }
}
