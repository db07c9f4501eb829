package org.datanet.attribution.influence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.datanet.attribution.influence.LogisticRegression.Data;
import org.datanet.devstack.measure.Statistics;

/// A logistic regression on synthetic data (200 examples of 10 values of falling scale, a tenth of
/// them with a flipped label, 20 queries) whose scores by every method are compared with the truth.
final class InfluenceExperiment implements AutoCloseable {

  static final int N = 200;
  static final int D = 10;
  static final int QUERIES = 20;
  private static final int DAMPING_PPM = 100_000;

  private final long seed;
  private final Data queries;
  private final boolean[] flipped = new boolean[N];
  private final Data train;
  private final LogisticRegression model;
  private final FeatureFile loss;
  private final FeatureFile odds;
  private final List<InfluenceScorer> scorers;

  InfluenceExperiment(Path folder, long seed, ExecutorService pool) {
    this.seed = seed;
    Data clean = Data.drawn(seed * 10_000, N, D);
    queries = Data.drawn(seed * 10_000 + 5_000, QUERIES, D);
    new Random(seed).ints(0, N).distinct().limit(N / 10).forEach(i -> flipped[i] = true);
    train = clean.flipped(flipped);
    model = new LogisticRegression(train);
    float[][] oddsRows = new float[N][];
    float[] residuals = new float[N];
    for (int i = 0; i < N; i++) {
      oddsRows[i] = LogisticRegression.oddsGradient(train, i);
      residuals[i] = (float) model.wrong(train, i);
    }
    loss = TestFeatures.file(folder.resolve(seed + "-loss.dng"), model.gradients(train), D);
    odds = TestFeatures.file(folder.resolve(seed + "-odds.dng"), oddsRows, residuals, D);
    scorers =
        List.of(
            InfluenceFunction.ofHessian(loss, model.hessian(), 0, pool),
            InfluenceFunction.ofFisher(loss, DAMPING_PPM, pool),
            new DataInf(loss, pool),
            new TracIn(List.of(loss), List.of(1_000_000_000), pool),
            new Trak(List.of(odds), 0, pool));
  }

  /// Mean over the queries of the correlation between scores and the growth of the query's loss
  /// when each example is left out, by method.
  Map<String, Double> leaveOneOutCorrelation() {
    double[][] grown = new double[QUERIES][N];
    for (int k = 0; k < N; k++) {
      LogisticRegression without = new LogisticRegression(train, model.weights(), 8, k);
      for (int q = 0; q < QUERIES; q++) {
        grown[q][k] = without.loss(queries, q) - model.loss(queries, q);
      }
    }
    return byMethod(scorer ->
        meanOverQueries(q -> Statistics.correlation(scores(scorer, queries, q), grown[q])));
  }

  /// The linear datamodeling score: mean over the queries of the rank correlation between the
  /// query's loss after training on a random half and the sum of the scores of the other half, by
  /// method.
  Map<String, Double> datamodelingScore(int halves) {
    Random random = new Random(seed);
    int[][] leftOut = new int[halves][];
    double[][] losses = new double[QUERIES][halves];
    for (int half = 0; half < halves; half++) {
      leftOut[half] = random.ints(0, N).distinct().limit(N / 2).toArray();
      LogisticRegression trained =
          new LogisticRegression(train, model.weights(), 12, leftOut[half]);
      for (int q = 0; q < QUERIES; q++) {
        losses[q][half] = trained.loss(queries, q);
      }
    }
    return byMethod(scorer ->
        meanOverQueries(q -> {
          double[] scores = scores(scorer, queries, q);
          double[] predicted = new double[halves];
          for (int half = 0; half < halves; half++) {
            for (int k : leftOut[half]) {
              predicted[half] += scores[k];
            }
          }
          return Statistics.rankCorrelation(losses[q], predicted);
        }));
  }

  /// The area under the curve of finding the flipped labels by the examples' influence on
  /// themselves, by method.
  Map<String, Double> wrongLabelArea() {
    return byMethod(scorer -> {
      double[] self = new double[N];
      for (int i = 0; i < N; i++) {
        self[i] = -scores(scorer, train, i)[i];
      }
      return 1 - Statistics.areaUnderCurve(self, i -> flipped[i]);
    });
  }

  /// Log-odds grow where the loss falls, so their query is the gradient the other way.
  private double[] scores(InfluenceScorer scorer, Data of, int query) {
    float[] gradient = model.gradient(of, query);
    if (scorer.checkpoints().contains(odds)) {
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] = -gradient[j];
      }
    }
    return scorer.scores(List.of(gradient));
  }

  private Map<String, Double> byMethod(ToDoubleFunction<InfluenceScorer> measure) {
    Map<String, Double> values = new LinkedHashMap<>();
    scorers.forEach(s -> values.put(s.method(), measure.applyAsDouble(s)));
    return values;
  }

  private static double meanOverQueries(IntToDoubleFunction measure) {
    return IntStream.range(0, QUERIES).mapToDouble(measure).average().orElseThrow();
  }

  @Override
  public void close() {
    loss.close();
    odds.close();
  }
}
