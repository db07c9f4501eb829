package org.datanet.demo.gradient;

import java.util.List;
import java.util.Map;
import org.datanet.devstack.measure.Statistics;

/// Whether the examples of a test example's own class score highest: area under the curve and
/// recall among as many highest as the class has.
final class ClassDetection {

  private final List<Example> examples;
  private final List<Example> tests;
  private final String name;
  private final Findings findings;

  ClassDetection(String name, List<Example> examples, List<Example> tests, Findings findings) {
    this.name = name;
    this.examples = examples;
    this.tests = tests;
    this.findings = findings;
  }

  void run(Lesson.Room room, long seed) {
    try (Lesson lesson = new Lesson(room, examples, tests, seed)) {
      findings.add(name + "_train_loss", Statistics.mean(lesson.train().losses()));
      findings.add(name + "_test_loss", Statistics.mean(lesson.test().losses()));
      lesson.testScores().forEach(this::judge);
    }
    try (Bm25 bm25 = new Bm25(examples)) {
      judge("bm25", tests.stream().map(bm25::scores).toArray(double[][]::new));
    }
  }

  private void judge(String method, double[][] scores) {
    double[] areas = new double[tests.size()];
    double[] recalls = new double[tests.size()];
    for (int test = 0; test < areas.length; test++) {
      int group = tests.get(test).group();
      areas[test] = Statistics.areaUnderCurve(scores[test], i -> examples.get(i).group() == group);
      recalls[test] = Statistics.recall(scores[test], i -> examples.get(i).group() == group);
    }
    Map.of("auc", areas, "recall", recalls)
        .forEach((metric, each) -> {
          findings.add(name + "_" + metric + "_" + method, Statistics.mean(each));
          findings.add(
              name + "_" + metric + "_between_tests_" + method, Statistics.deviation(each));
        });
  }
}
