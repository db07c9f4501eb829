package org.datanet.demo.gradient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.influence.InfluenceScorer;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.InfluenceParameters;
import org.datanet.demo.gradient.Lesson.Room;

/// Whether a contributor's share of an answer agrees with how much less likely the answer becomes
/// when the adapter is trained again without that contributor. The answers are the same for all
/// seeds: the first training's own continuations.
final class LeaveOneOut {

  private static final int LETTERS = 6;
  private static final int ANSWERS_EACH = 2;
  private static final int ANSWER_TOKENS = 64;
  private static final List<Integer> WEIGHTS_PPM = List.of(125_000, 250_000, 500_000, 750_000);

  private final Room room;
  private final Letters letters = new Letters();
  private final List<Example> examples = letters.learnt(LETTERS);
  private final List<Example> answers = new ArrayList<>();
  private final Findings findings;
  private final Map<Long, List<double[]>> gradientShares = new LinkedHashMap<>();

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

  void run(long seed) {
    try (Lesson lesson = new Lesson(room, examples, answers, seed);
        var shares =
            new SharesOfAnswers(
                room.newFolder().resolve("index"), examples, letters.contributors())) {
      double[][] truth = lossIncreases(lesson.test().losses(), seed);
      List<Attribution> spans = answers.stream().map(a -> shares.spans(a.answer())).toList();
      judge("spans", spans.stream().map(s -> shares.shares(s.shares())).toList(), truth);
      judge("bm25", bm25(), truth);
      gradientShares.put(seed, gradients(lesson, shares, truth));
      for (int weight : WEIGHTS_PPM) {
        judge("blend_" + weight, blends(lesson, shares, spans, weight), truth);
      }
    }
  }

  /// `[answers][contributors]`, nats a token.
  private double[][] lossIncreases(double[] losses, long seed) {
    double[][] increases = new double[answers.size()][letters.contributors()];
    for (int contributor = 0; contributor < letters.contributors(); contributor++) {
      int without = contributor;
      try (Student student = new Student(room.engine(), room.recipe(), seed)) {
        student.learn(examples.stream().filter(e -> e.group() != without).toList());
        double[] after = student.losses(answers);
        for (int answer = 0; answer < after.length; answer++) {
          increases[answer][contributor] = after[answer] - losses[answer];
        }
      }
    }
    return increases;
  }

  private List<double[]> gradients(Lesson lesson, SharesOfAnswers shares, double[][] truth) {
    lesson.testScores().forEach((method, scores) -> judge("sum_" + method, sums(scores), truth));
    List<double[]> each = new ArrayList<>();
    for (float[] query : lesson.test().rows()) {
      InfluenceScorer scorer = lesson.scorers().dataInf();
      each.add(
          shares.shares(shares.gradients(scorer, query, InfluenceParameters.defaults()).shares()));
    }
    judge("gradients", each, truth);
    return each;
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

  /// An answer where nobody has a share agrees with nothing: 0.
  private void judge(String method, List<double[]> shares, double[][] truth) {
    double[] agreements = new double[shares.size()];
    double[] total = new double[letters.contributors()];
    double[] totalTruth = new double[letters.contributors()];
    for (int answer = 0; answer < agreements.length; answer++) {
      double agreement = Statistics.rankCorrelation(shares.get(answer), truth[answer]);
      agreements[answer] = Double.isFinite(agreement) ? agreement : 0;
      for (int contributor = 0; contributor < total.length; contributor++) {
        total[contributor] += shares.get(answer)[contributor];
        totalTruth[contributor] += truth[answer][contributor];
      }
    }
    findings.add("left_out_" + method, Statistics.mean(agreements));
    findings.add("left_out_between_answers_" + method, Statistics.deviation(agreements));
    findings.add("left_out_all_answers_" + method, Statistics.rankCorrelation(total, totalTruth));
  }

  /// How alike the shares by gradients of two trainings are, for every pair of seeds.
  void compareSeeds() {
    List<List<double[]>> all = List.copyOf(gradientShares.values());
    for (int a = 0; a < all.size(); a++) {
      for (int b = a + 1; b < all.size(); b++) {
        compare("seeds", all.get(a), all.get(b));
      }
    }
  }

  /// How alike they are with those of another base model.
  void compareWith(Room other) {
    List<Example> words = answers;
    try (Lesson lesson = new Lesson(other, examples, words, 1);
        var shares =
            new SharesOfAnswers(
                room.newFolder().resolve("index"), examples, letters.contributors())) {
      List<double[]> each = new ArrayList<>();
      for (float[] query : lesson.test().rows()) {
        var gradients =
            shares.gradients(lesson.scorers().dataInf(), query, InfluenceParameters.defaults());
        each.add(shares.shares(gradients.shares()));
      }
      compare("sizes", gradientShares.values().iterator().next(), each);
    }
  }

  private void compare(String what, List<double[]> a, List<double[]> b) {
    double rank = 0;
    double moved = 0;
    for (int answer = 0; answer < a.size(); answer++) {
      double agreement = Statistics.rankCorrelation(a.get(answer), b.get(answer));
      rank += (Double.isFinite(agreement) ? agreement : 0) / a.size();
      for (int contributor = 0; contributor < letters.contributors(); contributor++) {
        moved += Math.abs(a.get(answer)[contributor] - b.get(answer)[contributor]) / 2 / a.size();
      }
    }
    findings.add("stability_" + what + "_rank_correlation", rank);
    findings.add("stability_" + what + "_share_moved", moved);
  }
}
