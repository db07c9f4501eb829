package org.datanet.attribution.influence;

/// The factor `L` of a symmetric positive definite matrix `L L'`, to solve equations with it
/// (Golub, Van Loan: Matrix Computations, 4.2).
final class Cholesky {

  private final double[][] factor;

  /// @param matrix its lower triangle, row `i` with `i + 1` values; becomes the factor
  /// @throws org.datanet.kernel.ProblemException `features-invalid` when it is not positive
  ///   definite
  Cholesky(double[][] matrix) {
    factor = matrix;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] = (matrix[i][j] - dot(matrix[i], matrix[j], j)) / matrix[j][j];
      }
      double pivot = matrix[i][i] - dot(matrix[i], matrix[i], i);
      if (!(pivot > 0)) {
        throw FeatureLayout.invalid(
            "The curvature is not positive definite at value " + i + "; raise the damping");
      }
      matrix[i][i] = Math.sqrt(pivot);
    }
  }

  private static double dot(double[] a, double[] b, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      sum0 += a[i] * b[i];
      sum1 += a[i + 1] * b[i + 1];
      sum2 += a[i + 2] * b[i + 2];
      sum3 += a[i + 3] * b[i + 3];
    }
    for (; i < count; i++) {
      sum0 += a[i] * b[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /// The `x` with `L L' x = right`.
  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - dot(factor[i], x, i)) / factor[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= factor[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= factor[i][j] * x[i];
      }
    }
    return x;
  }
}
