package org.datanet.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scores against the truth: training again without examples, and labels known to be wrong.
class InfluenceQualityTest {

  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    POOL.close();
  }

  @Test
  void agreesWithTrainingAgainWithoutAnExample() { // R32
    try (var experiment = new InfluenceExperiment(folder, 1, POOL)) {
      Map<String, Double> correlation = experiment.leaveOneOutCorrelation();
      assertThat(correlation.get("influence-hessian-v1")).isGreaterThan(0.99);
      assertThat(correlation).allSatisfy((method, value) -> assertThat(value).isGreaterThan(0.75));
    }
  }

  @Test
  void agreesWithTrainingAgainOnHalfOfTheExamples() { // R32
    try (var experiment = new InfluenceExperiment(folder, 1, POOL)) {
      Map<String, Double> score = experiment.datamodelingScore(60);
      assertThat(score.get("influence-hessian-v1")).isGreaterThan(0.95);
      assertThat(score).allSatisfy((method, value) -> assertThat(value).isGreaterThan(0.75));
    }
  }

  @Test
  void findsWrongLabels() { // R41
    try (var experiment = new InfluenceExperiment(folder, 1, POOL)) {
      assertThat(experiment.wrongLabelArea())
          .allSatisfy((method, value) -> assertThat(value).isGreaterThan(0.9));
    }
  }
}
