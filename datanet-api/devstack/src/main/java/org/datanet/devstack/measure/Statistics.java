package org.datanet.devstack.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// How well scores agree with the truth.
public final class Statistics {

  private Statistics() {}

  /// Spearman's rank correlation, equal values sharing the mean of their ranks; not a number when
  /// either side has only equal values.
  public static double rankCorrelation(double[] a, double[] b) {
    return correlation(ranks(a), ranks(b));
  }

  /// Pearson's correlation.
  public static double correlation(double[] a, double[] b) {
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

  private static double[] ranks(double[] values) {
    int[] order = order(values);
    double[] ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
    }
    return ranks;
  }

  private static int[] order(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> values[i]).thenComparing(i -> i * 0x9E3779B9))
        .mapToInt(i -> i)
        .toArray();
  }

  /// The probability that a wanted place's value is above another place's, half for equals.
  public static double areaUnderCurve(double[] values, IntPredicate wanted) {
    double[] ranks = ranks(values);
    double sum = 0;
    double count = 0;
    for (int i = 0; i < values.length; i++) {
      if (wanted.test(i)) {
        sum += ranks[i];
        count++;
      }
    }
    return (sum - count * (count - 1) / 2) / (count * (values.length - count));
  }

  /// The part of the wanted places among as many highest values, equals in no order.
  public static double recall(double[] values, IntPredicate wanted) {
    int[] order = order(values);
    int count = (int) IntStream.range(0, values.length).filter(wanted).count();
    return IntStream.range(values.length - count, values.length)
            .filter(i -> wanted.test(order[i]))
            .count()
        / (double) count;
  }

  /// The mean of at least one value.
  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /// The standard deviation of a sample; 0 for a single value.
  public static double deviation(double[] values) {
    double mean = mean(values);
    double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(sum / (values.length - 1));
  }
}
