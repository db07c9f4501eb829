package org.datanet.attribution.influence;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// Logistic regression with a ridge, trained to the optimum by Newton's method: small enough to be
/// trained again without an example. Loss: `mean_i log(1 + exp(-y_i x_i w)) + ridge/2 |w|^2`, where
/// the mean is over all examples even if some are left out.
final class LogisticRegression {

  static final double RIDGE = 0.01;

  /// Examples `x` `[n, d]` with labels `y` of 1 or -1.
  record Data(float[][] x, int[] y) {

    /// Values whose scale falls from 2 to 0.2, labels drawn from a random true model.
    static Data drawn(long seed, int n, int d) {
      Random random = new Random(seed);
      float[] truth = TestFeatures.random(99, 1, d)[0];
      float[][] x = TestFeatures.random(seed + 1, n, d);
      for (float[] row : x) {
        for (int j = 0; j < d; j++) {
          row[j] *= (float) (2 * Math.pow(0.1, j / (d - 1.0)));
        }
      }
      int[] y = new int[n];
      for (int i = 0; i < n; i++) {
        y[i] = random.nextDouble() < sigmoid(1.5 * dot(truth, x[i])) ? 1 : -1;
      }
      return new Data(x, y);
    }

    /// The same examples, those marked with the other label.
    Data flipped(boolean[] marked) {
      int[] labels = IntStream.range(0, size()).map(i -> marked[i] ? -y[i] : y[i]).toArray();
      return new Data(x, labels);
    }

    int size() {
      return x.length;
    }
  }

  private final Data data;
  private final boolean[] leftOut;
  private double[] weights;

  /// @param leftOut numbers of examples that are not trained on
  LogisticRegression(Data data, int... leftOut) {
    this(data, new double[data.x()[0].length], 25, leftOut);
  }

  /// @param start weights
  /// @param steps of Newton's method
  LogisticRegression(Data data, double[] start, int steps, int... leftOut) {
    this.data = data;
    this.leftOut = new boolean[data.size()];
    Arrays.stream(leftOut).forEach(i -> this.leftOut[i] = true);
    weights = start;
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  private void step() {
    double[] gradient = new double[weights.length];
    for (int i = 0; i < data.size(); i++) {
      if (!leftOut[i]) {
        double slope = -data.y()[i] * wrong(data, i) / data.size();
        for (int j = 0; j < gradient.length; j++) {
          gradient[j] += slope * data.x()[i][j];
        }
      }
    }
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] += RIDGE * weights[j];
    }
    double[][] lower = new double[gradient.length][];
    double[][] hessian = hessian();
    for (int j = 0; j < gradient.length; j++) {
      lower[j] = Arrays.copyOf(hessian[j], j + 1);
    }
    double[] step = new Cholesky(lower).solve(gradient);
    weights = weights.clone();
    for (int j = 0; j < gradient.length; j++) {
      weights[j] -= step[j];
    }
  }

  double[] weights() {
    return weights;
  }

  /// Of the loss over all examples trained on.
  double[][] hessian() {
    int d = weights.length;
    double[][] hessian = new double[d][d];
    for (int i = 0; i < data.size(); i++) {
      double p = leftOut[i] ? 0 : wrong(data, i);
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          hessian[a][b] += p * (1 - p) * data.x()[i][a] * data.x()[i][b] / data.size();
        }
      }
    }
    IntStream.range(0, d).forEach(a -> hessian[a][a] += RIDGE);
    return hessian;
  }

  /// The probability of the wrong label.
  double wrong(Data of, int i) {
    return sigmoid(-of.y()[i] * dot(weights, of.x()[i]));
  }

  /// Without the ridge.
  double loss(Data of, int i) {
    return -Math.log(1 - wrong(of, i));
  }

  /// Gradient of [#loss], `[d]`.
  float[] gradient(Data of, int i) {
    return scaled(of.x()[i], -of.y()[i] * wrong(of, i));
  }

  float[][] gradients(Data of) {
    return IntStream.range(0, of.size()).mapToObj(i -> gradient(of, i)).toArray(float[][]::new);
  }

  /// Gradient of the log-odds of the right label, `[d]`.
  static float[] oddsGradient(Data of, int i) {
    return scaled(of.x()[i], of.y()[i]);
  }

  private static float[] scaled(float[] x, double factor) {
    float[] scaled = new float[x.length];
    for (int j = 0; j < x.length; j++) {
      scaled[j] = (float) (factor * x[j]);
    }
    return scaled;
  }

  private static double sigmoid(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  private static double dot(double[] w, float[] x) {
    return IntStream.range(0, x.length).mapToDouble(j -> w[j] * x[j]).sum();
  }

  private static double dot(float[] w, float[] x) {
    return IntStream.range(0, x.length).mapToDouble(j -> w[j] * x[j]).sum();
  }
}
