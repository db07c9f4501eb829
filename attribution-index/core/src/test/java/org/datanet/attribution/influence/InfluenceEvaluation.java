package org.datanet.attribution.influence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.datanet.devstack.measure.Measures;
import org.datanet.devstack.measure.Statistics;

/// How far the scores of each method agree with training again, on synthetic data: mean and
/// standard deviation over seeds. Writes `target/eval/influence.json`.
public final class InfluenceEvaluation {

  private static final int THREADS = 2;
  private static final int SEEDS = 10;
  private static final int HALVES = 100;

  private InfluenceEvaluation() {}

  public static void main(String[] arguments) throws IOException {
    Measures measures = new Measures();
    Map<String, List<Double>> values = new LinkedHashMap<>();
    Path folder = Files.createTempDirectory("influence");
    try (var pool = Executors.newFixedThreadPool(THREADS)) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        try (var experiment = new InfluenceExperiment(folder, seed, pool)) {
          collect(values, "leave_one_out_correlation", experiment.leaveOneOutCorrelation());
          collect(values, "linear_datamodeling_score", experiment.datamodelingScore(HALVES));
          collect(values, "wrong_label_auc", experiment.wrongLabelArea());
        }
      }
    }
    values.forEach((metric, all) -> {
      double[] each = all.stream().mapToDouble(Double::doubleValue).toArray();
      measures.add(metric, Statistics.mean(each), "1", SEEDS, THREADS);
      measures.add(metric + "_deviation", Statistics.deviation(each), "1", SEEDS, THREADS);
    });
    measures.write("eval", "influence");
  }

  private static void collect(
      Map<String, List<Double>> values, String metric, Map<String, Double> byMethod) {
    byMethod.forEach((method, value) ->
        values.computeIfAbsent(metric + "_" + method, key -> new ArrayList<>()).add(value));
  }
}
