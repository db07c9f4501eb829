package org.datanet.demo.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.datanet.demo.gradient.Lesson.Room;
import org.datanet.devstack.measure.Statistics;

/// Whether scores find answers that were exchanged for one of another group: an example that
/// influences itself much, or that harms the test examples, is suspect.
final class WrongAnswers {

  private static final int ONE_IN = 10;

  private final Findings findings;
  private final List<Example> examples = new ArrayList<>();
  private final boolean[] wrong;

  WrongAnswers(List<Example> right, long seed, Findings findings) {
    this.findings = findings;
    wrong = new boolean[right.size()];
    Random random = new Random(seed);
    for (int i = 0; i < wrong.length; i++) {
      Example example = right.get(i);
      Example other = right.get(random.nextInt(wrong.length));
      wrong[i] = random.nextInt(ONE_IN) == 0 && other.group() != example.group();
      examples.add(
          wrong[i] ? new Example(example.group(), example.prompt(), other.answer()) : example);
    }
  }

  void run(Room room, List<Example> tests, long seed) {
    try (Lesson lesson = new Lesson(room, examples, tests, seed)) {
      judge("loss", lesson.train().losses());
      lesson.trainScores().forEach((method, scores) -> judge("self_" + method, diagonal(scores)));
      lesson.testScores().forEach((method, scores) -> judge("harm_" + method, harm(scores)));
    }
  }

  private void judge(String method, double[] suspicion) {
    findings.add("wrong_answer_auc_" + method, Statistics.areaUnderCurve(suspicion, i -> wrong[i]));
  }

  private static double[] diagonal(double[][] scores) {
    double[] own = new double[scores.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = scores[i][i];
    }
    return own;
  }

  private static double[] harm(double[][] scores) {
    double[] harm = new double[scores[0].length];
    for (double[] test : scores) {
      for (int i = 0; i < harm.length; i++) {
        harm[i] -= test[i];
      }
    }
    return harm;
  }
}
