package org.datanet.demo.gradient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.datanet.devstack.measure.Measures;
import org.datanet.devstack.measure.Statistics;

/// Values by metric, one a seed.
final class Findings {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  void add(String metric, double value) {
    values.computeIfAbsent(metric, key -> new ArrayList<>()).add(value);
    System.out.printf(Locale.ROOT, "    %-60s %9.4f%n", metric, value);
  }

  boolean has(String metric) {
    return values.containsKey(metric);
  }

  double mean(String metric) {
    return Statistics.mean(array(values.getOrDefault(metric, List.of())));
  }

  double deviation(String metric) {
    return Statistics.deviation(array(values.getOrDefault(metric, List.of())));
  }

  /// Mean over the seeds and standard deviation between them.
  void report(Measures measures, int threads) {
    values.forEach((metric, all) -> {
      measures.add(metric, Statistics.mean(array(all)), "1", all.size(), threads);
      measures.add(
          metric + "_deviation", Statistics.deviation(array(all)), "1", all.size(), threads);
    });
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
