package org.datanet.demo.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.InfluenceParameters;
import org.datanet.demo.gradient.Lesson.Room;
import org.datanet.devstack.measure.Statistics;

/// Whether a contributor's share of an answer agrees with how much less likely the answer becomes
/// when the adapter is trained again without that contributor. The answers are the same for all
/// seeds: the first training's own continuations.
final class LeaveOneOut {

  private static final String GRADIENTS = "gradients";
  private static final int LETTERS = 4;
  private static final int ANSWERS_EACH = 2;
  private static final int ANSWER_TOKENS = 64;
  private static final List<Integer> WEIGHTS_PPM = List.of(125_000, 250_000, 500_000, 750_000);

  private final Room room;
  private final Letters letters = new Letters();
  private final List<Example> examples = letters.learnt(LETTERS);
  private final List<Example> answers = new ArrayList<>();
  private final Findings findings;
  private final List<Outcome> outcomes = new ArrayList<>();

  /// One seed's trainings.
  ///
  /// @param increases `[answers][contributors]`, nats a token
  /// @param shares by method, an array of all contributors for every answer
  private record Outcome(double[][] increases, Map<String, List<double[]>> shares) {

    List<double[]> gradients() {
      return shares.getOrDefault(GRADIENTS, List.of());
    }
  }

  LeaveOneOut(Room room, Findings findings) {
    this.room = room;
    this.findings = findings;
    try (Student first = new Student(room.engine(), room.recipe(), 1)) {
      first.learn(examples);
      Speaker speaker = new Speaker(room.engine(), first.adapter());
      for (String prompt : letters.prompts(ANSWERS_EACH)) {
        answers.add(new Example(0, prompt, speaker.answer(prompt, ANSWER_TOKENS).strip()));
      }
    }
  }

  /// Trains with and without each contributor.
  void run(long seed) {
    try (Lesson lesson = new Lesson(room, examples, answers, seed);
        SharesOfAnswers shares = shares()) {
      Map<String, List<double[]>> found = new LinkedHashMap<>();
      List<Attribution> spans = answers.stream().map(a -> shares.spans(a.answer())).toList();
      found.put("spans", spans.stream().map(s -> shares.shares(s.shares())).toList());
      found.put("bm25", bm25());
      lesson.testScores().forEach((method, scores) -> found.put("sum_" + method, sums(scores)));
      found.put(GRADIENTS, gradients(lesson, shares));
      for (int weight : WEIGHTS_PPM) {
        found.put("blend_" + weight, blends(lesson, shares, spans, weight));
      }
      outcomes.add(new Outcome(lossIncreases(lesson.test().losses(), seed), found));
    }
  }

  private SharesOfAnswers shares() {
    return new SharesOfAnswers(room.newFolder().resolve("index"), examples, letters.contributors());
  }

  /// `[answers][contributors]`, nats a token.
  private double[][] lossIncreases(double[] losses, long seed) {
    double[][] increases = new double[answers.size()][letters.contributors()];
    for (int contributor = 0; contributor < letters.contributors(); contributor++) {
      int without = contributor;
      try (Student student = new Student(room.engine(), room.recipe(), seed)) {
        student.learn(examples, i -> examples.get(i).group() != without);
        double[] after = student.losses(answers);
        for (int answer = 0; answer < after.length; answer++) {
          increases[answer][contributor] = after[answer] - losses[answer];
        }
      }
    }
    return increases;
  }

  private List<double[]> gradients(Lesson lesson, SharesOfAnswers shares) {
    return Arrays.stream(lesson.test().rows())
        .map(query ->
            shares.gradients(lesson.scorers().dataInf(), query, InfluenceParameters.defaults()))
        .map(gradients -> shares.shares(gradients.shares()))
        .toList();
  }

  private List<double[]> sums(double[][] scores) {
    List<double[]> sums = new ArrayList<>();
    for (double[] answer : scores) {
      double[] sum = new double[letters.contributors()];
      for (int i = 0; i < answer.length; i++) {
        sum[examples.get(i).group()] += answer[i];
      }
      sums.add(sum);
    }
    return sums;
  }

  private List<double[]> bm25() {
    try (Bm25 bm25 = new Bm25(examples)) {
      return sums(answers.stream().map(bm25::scoresOfAnswer).toArray(double[][]::new));
    }
  }

  private List<double[]> blends(
      Lesson lesson, SharesOfAnswers shares, List<Attribution> spans, int weight) {
    InfluenceParameters d = InfluenceParameters.defaults();
    var parameters =
        new InfluenceParameters(weight, d.attributablePpm(), d.topSources(), d.contributorCapPpm());
    List<double[]> blends = new ArrayList<>();
    for (int answer = 0; answer < answers.size(); answer++) {
      float[] query = lesson.test().rows()[answer];
      var gradients = shares.gradients(lesson.scorers().dataInf(), query, parameters);
      blends.add(shares.blend(spans.get(answer), gradients));
    }
    return blends;
  }

  /// Compares every training's shares with the loss increases, whose mean over all trainings is
  /// taken for the truth; what one training's increases say of the others' is the most that could
  /// be reached.
  void judge() {
    double[][] truth = meanIncrease(outcomes);
    for (Outcome outcome : outcomes) {
      outcome.shares().forEach((method, each) -> judge(method, each, truth));
      if (outcomes.size() > 1) {
        List<Outcome> others = outcomes.stream().filter(o -> o != outcome).toList();
        judge("another_training", List.of(outcome.increases()), meanIncrease(others));
      }
    }
    for (int a = 0; a < outcomes.size(); a++) {
      for (int b = a + 1; b < outcomes.size(); b++) {
        compare("seeds", outcomes.get(a).gradients(), outcomes.get(b).gradients());
      }
    }
  }

  private double[][] meanIncrease(List<Outcome> of) {
    double[][] mean = new double[answers.size()][letters.contributors()];
    for (Outcome outcome : of) {
      for (int answer = 0; answer < mean.length; answer++) {
        for (int contributor = 0; contributor < mean[answer].length; contributor++) {
          mean[answer][contributor] += outcome.increases()[answer][contributor] / of.size();
        }
      }
    }
    return mean;
  }

  /// An answer where nobody has a share agrees with nothing: 0.
  private void judge(String method, List<double[]> shares, double[][] truth) {
    double[] agreements = new double[shares.size()];
    double[] total = new double[letters.contributors()];
    double[] totalTruth = new double[letters.contributors()];
    for (int answer = 0; answer < agreements.length; answer++) {
      agreements[answer] = agreement(shares.get(answer), truth[answer]);
      for (int contributor = 0; contributor < total.length; contributor++) {
        total[contributor] += shares.get(answer)[contributor];
        totalTruth[contributor] += truth[answer][contributor];
      }
    }
    findings.add("left_out_" + method, Statistics.mean(agreements));
    findings.add("left_out_between_answers_" + method, Statistics.deviation(agreements));
    findings.add("left_out_all_answers_" + method, agreement(total, totalTruth));
  }

  private static double agreement(double[] a, double[] b) {
    double agreement = Statistics.rankCorrelation(a, b);
    return Double.isFinite(agreement) ? agreement : 0;
  }

  /// How alike the shares by gradients are with those of another base model.
  void compareWith(Room other) {
    try (Lesson lesson = new Lesson(other, examples, answers, 1);
        SharesOfAnswers shares = shares()) {
      compare("sizes", outcomes.getFirst().gradients(), gradients(lesson, shares));
    }
  }

  /// Rank correlation of the contributors' shares, and the part of an answer that changes hands.
  private void compare(String what, List<double[]> a, List<double[]> b) {
    double rank = 0;
    double moved = 0;
    for (int answer = 0; answer < a.size(); answer++) {
      rank += agreement(a.get(answer), b.get(answer)) / a.size();
      for (int contributor = 0; contributor < letters.contributors(); contributor++) {
        moved += Math.abs(a.get(answer)[contributor] - b.get(answer)[contributor]) / 2 / a.size();
      }
    }
    findings.add("stability_" + what + "_rank_correlation", rank);
    findings.add("stability_" + what + "_share_moved", moved);
  }
}
