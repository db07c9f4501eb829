package org.datanet.demo.gradient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.datanet.demo.gradient.Lesson.Room;
import org.datanet.devstack.measure.Statistics;

/// Trainings on random halves of the examples, and the linear datamodeling score: how well a half's
/// sum of scores ranks the loss of a test example after training on it (Park, Georgiev, Ilyas,
/// Leclerc, Madry: TRAK, ICML 2023, section 4).
final class Retrainings {

  private static final long SEED = 100;

  private final List<Set<Integer>> halves = new ArrayList<>();
  private final List<double[]> losses = new ArrayList<>();

  Retrainings(Room room, List<Example> examples, List<Example> tests, int count) {
    for (int half = 1; half <= count; half++) {
      List<Integer> all = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
      Collections.shuffle(all, new Random(half));
      Set<Integer> members = Set.copyOf(all.subList(0, examples.size() / 2));
      try (Student student = new Student(room.engine(), room.recipe(), SEED)) {
        student.learn(examples, members::contains);
        halves.add(members);
        losses.add(student.losses(tests));
      }
    }
  }

  /// The score of one method, a value a test example.
  ///
  /// @param scores `[tests][examples]`
  double[] datamodelingScores(double[][] scores) {
    double[] agreements = new double[scores.length];
    for (int test = 0; test < scores.length; test++) {
      double[] predicted = new double[halves.size()];
      double[] gained = new double[halves.size()];
      for (int half = 0; half < predicted.length; half++) {
        for (int example : halves.get(half)) {
          predicted[half] += scores[test][example];
        }
        gained[half] = -losses.get(half)[test];
      }
      agreements[test] = Statistics.rankCorrelation(predicted, gained);
    }
    return agreements;
  }

  /// Adds the mean score of every method.
  void judge(Map<String, double[][]> scores, Findings findings) {
    scores.forEach((method, each) -> {
      double[] agreements = datamodelingScores(each);
      findings.add("datamodeling_" + method, Statistics.mean(agreements));
      findings.add("datamodeling_between_tests_" + method, Statistics.deviation(agreements));
    });
  }
}
