package org.datanet.attribution.influence;

import org.datanet.attribution.influence.FeatureLayout.Slice;

/// Plain operations on vectors.
final class Vectors {

  private Vectors() {}

  /// The values of a slice.
  static double[] part(float[] vector, Slice slice) {
    double[] part = new double[slice.values()];
    for (int i = 0; i < part.length; i++) {
      part[i] = vector[slice.start() + i];
    }
    return part;
  }

  static void add(double[] sum, double[] vector) {
    add(sum, 1, vector);
  }

  static void add(double[] sum, double factor, double[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  static double sum(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value;
    }
    return sum;
  }
}
