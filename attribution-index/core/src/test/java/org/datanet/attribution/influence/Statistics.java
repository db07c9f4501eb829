package org.datanet.attribution.influence;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How well scores agree with the truth.
final class Statistics {

  private Statistics() {}

  /// Pearson's correlation.
  static double correlation(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }

  /// Spearman's rank correlation; no two values are equal.
  static double rankCorrelation(double[] a, double[] b) {
    return correlation(ranks(a), ranks(b));
  }

  private static double[] ranks(double[] values) {
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toList();
    double[] ranks = new double[values.length];
    IntStream.range(0, values.length).forEach(rank -> ranks[order.get(rank)] = rank);
    return ranks;
  }

  /// The probability that a value of a marked place is below one of another place.
  static double areaUnderCurve(double[] values, boolean[] marked) {
    double below = 0;
    long pairs = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        if (marked[i] && !marked[j]) {
          pairs++;
          below += values[i] < values[j] ? 1 : values[i] == values[j] ? 0.5 : 0;
        }
      }
    }
    return below / pairs;
  }

  static double mean(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  /// The standard deviation of a sample.
  static double deviation(double[] values) {
    double mean = mean(values);
    double sum =
        IntStream.range(0, values.length).mapToDouble(i -> values[i] - mean).map(d -> d * d).sum();
    return Math.sqrt(sum / (values.length - 1));
  }
}
