package org.datanet.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each scorer against its formula, computed naively.
class InfluenceScorerTest {

  private static final ExecutorService POOL = Executors.newFixedThreadPool(4);
  private static final int N = 150;
  private static final int[] LAYERS = {70, 13};
  private static final float[][] ROWS = TestFeatures.random(1, N, 83);
  private static final float[][] LATER = TestFeatures.random(2, N, 83);
  private static final float[] QUERY = TestFeatures.random(3, 1, 83)[0];
  private static final float[] LATER_QUERY = TestFeatures.random(4, 1, 83)[0];

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    POOL.close();
  }

  private static double[] layer(float[] row, int layer) {
    double[] values = new double[LAYERS[layer]];
    for (int i = 0; i < values.length; i++) {
      values[i] = row[layer * LAYERS[0] + i];
    }
    return values;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static Offset<Double> near(double value) {
    return within(1e-9 * (1 + Math.abs(value)));
  }

  @Test
  void dataInfFollowsItsFormula() { // R32
    double[] expected = new double[N];
    for (int l = 0; l < LAYERS.length; l++) {
      double[] v = layer(QUERY, l);
      double lambda = 0;
      for (float[] row : ROWS) {
        lambda += dot(layer(row, l), layer(row, l)) / N / LAYERS[l] / 10;
      }
      double[] h = new double[v.length];
      for (float[] row : ROWS) {
        double[] g = layer(row, l);
        double factor = dot(v, g) / (lambda + dot(g, g));
        for (int i = 0; i < h.length; i++) {
          h[i] += (v[i] - factor * g[i]) / (N * lambda);
        }
      }
      for (int k = 0; k < N; k++) {
        expected[k] += dot(h, layer(ROWS[k], l));
      }
    }
    try (FeatureFile features = TestFeatures.file(folder.resolve("f"), ROWS, LAYERS)) {
      double[] scores = new DataInf(features, POOL).scores(List.of(QUERY));
      for (int k = 0; k < N; k++) {
        assertThat(scores[k]).isCloseTo(expected[k], near(expected[k]));
      }
    }
  }

  @Test
  void dataInfOfOneExampleIsTheInfluenceFunction() { // R32
    float[][] one = {ROWS[0]};
    try (FeatureFile features = TestFeatures.file(folder.resolve("f"), one, LAYERS)) {
      double expected =
          InfluenceFunction.ofFisher(features, 100_000, POOL).scores(List.of(QUERY))[0];
      assertThat(new DataInf(features, POOL).scores(List.of(QUERY))[0])
          .isCloseTo(expected, near(expected));
    }
  }

  @Test
  void tracInFollowsItsFormula() { // R32
    try (FeatureFile a = TestFeatures.file(folder.resolve("a"), ROWS, LAYERS);
        FeatureFile b = TestFeatures.file(folder.resolve("b"), LATER, LAYERS)) {
      double[] scores =
          new TracIn(List.of(a, b), List.of(100_000_000, 20_000_000), POOL)
              .scores(List.of(QUERY, LATER_QUERY));
      for (int k = 0; k < N; k++) {
        double expected = 0;
        for (int l = 0; l < LAYERS.length; l++) {
          expected += 0.1 * dot(layer(QUERY, l), layer(ROWS[k], l));
          expected += 0.02 * dot(layer(LATER_QUERY, l), layer(LATER[k], l));
        }
        assertThat(scores[k]).isCloseTo(expected, near(expected));
      }
    }
  }

  @Test
  void trakFollowsItsFormula() { // R32
    float[] residuals = new float[N];
    for (int k = 0; k < N; k++) {
      residuals[k] = k / (float) N;
    }
    try (FeatureFile a = TestFeatures.file(folder.resolve("a"), ROWS, residuals, 83);
        FeatureFile b = TestFeatures.file(folder.resolve("b"), LATER, 83)) {
      double[] scores = new Trak(List.of(a, b), 10_000, POOL).scores(List.of(QUERY, LATER_QUERY));
      double[] first = regression(ROWS, QUERY, 0.01);
      double[] second = regression(LATER, LATER_QUERY, 0.01);
      for (int k = 0; k < N; k++) {
        double expected = (first[k] + second[k]) / 2 * (residuals[k] + 1) / 2;
        assertThat(scores[k]).isCloseTo(expected, within(1e-7));
      }
    }
  }

  /// `query (F'F + λ)^-1 f_k`.
  private static double[] regression(float[][] rows, float[] query, double damping) {
    int d = query.length;
    double[][] kernel = new double[d][d + 1];
    double trace = 0;
    for (int i = 0; i < d; i++) {
      for (float[] row : rows) {
        for (int j = 0; j < d; j++) {
          kernel[i][j] += (double) row[i] * row[j];
        }
      }
      trace += kernel[i][i];
      kernel[i][d] = query[i];
    }
    for (int i = 0; i < d; i++) {
      kernel[i][i] += damping * trace / d;
    }
    eliminate(kernel);
    return Arrays.stream(rows).mapToDouble(row -> dot(solution(kernel), layer(row))).toArray();
  }

  /// Gauss and Jordan's way; the right side is the last column.
  private static void eliminate(double[][] equations) {
    int d = equations.length;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double factor = i == j ? 0 : equations[j][i] / equations[i][i];
        for (int c = 0; c <= d; c++) {
          equations[j][c] -= factor * equations[i][c];
        }
      }
    }
  }

  private static double[] solution(double[][] diagonal) {
    int d = diagonal.length;
    return IntStream.range(0, d).mapToDouble(i -> diagonal[i][d] / diagonal[i][i]).toArray();
  }

  private static double[] layer(float[] whole) {
    return IntStream.range(0, whole.length).mapToDouble(i -> whole[i]).toArray();
  }

  @Test
  void oneAndFourThreadsGiveTheSameBits() { // R35
    float[][] rows = TestFeatures.random(5, 300, 9000);
    float[] query = TestFeatures.random(6, 1, 9000)[0];
    try (FeatureFile features = TestFeatures.file(folder.resolve("f"), rows, 8000, 500, 500);
        FeatureFile small = TestFeatures.file(folder.resolve("s"), ROWS, LAYERS);
        ExecutorService one = Executors.newFixedThreadPool(1)) {
      assertThat(new DataInf(features, one).scores(List.of(query)))
          .isEqualTo(new DataInf(features, POOL).scores(List.of(query)));
      assertThat(new TracIn(List.of(features), List.of(1_000_000_000), one).scores(List.of(query)))
          .isEqualTo(
              new TracIn(List.of(features), List.of(1_000_000_000), POOL).scores(List.of(query)));
      assertThat(InfluenceFunction.ofFisher(small, 100_000, one).scores(List.of(QUERY)))
          .isEqualTo(InfluenceFunction.ofFisher(small, 100_000, POOL).scores(List.of(QUERY)));
    }
  }

  @Test
  void aQueryThatDoesNotFitIsRefused() {
    try (FeatureFile features = TestFeatures.file(folder.resolve("f"), ROWS, LAYERS);
        FeatureFile fewer =
            TestFeatures.file(folder.resolve("g"), new float[][] {ROWS[0]}, LAYERS)) {
      DataInf scorer = new DataInf(features, POOL);
      assertThatThrownBy(() -> scorer.scores(List.of(new float[82])))
          .hasMessage("The query has 82 values, expected are 83");
      float[] undefined = QUERY.clone();
      undefined[5] = Float.NaN;
      assertThatThrownBy(() -> scorer.scores(List.of(undefined)))
          .hasMessage("Value 5 of the query is NaN, not a number");
      assertThatThrownBy(() -> scorer.scores(List.of(QUERY, QUERY)))
          .hasMessageContaining("expected is one for each of 1 checkpoints");
      assertThatThrownBy(() -> new Trak(List.of(features, fewer), 100_000, POOL))
          .hasMessageContaining("not of the same examples");
      assertThatThrownBy(() -> new Trak(List.of(fewer), 0, POOL))
          .hasMessageContaining("raise the damping");
    }
  }

  @Test
  void aLayerWithoutGradientsCountsNothing() {
    float[][] rows = TestFeatures.random(1, 20, 83);
    for (float[] row : rows) {
      Arrays.fill(row, 70, 83, 0);
    }
    float[][] without = new float[20][];
    for (int i = 0; i < 20; i++) {
      without[i] = Arrays.copyOf(rows[i], 70);
    }
    float[] query = Arrays.copyOf(QUERY, 70);
    try (FeatureFile with = TestFeatures.file(folder.resolve("f"), rows, LAYERS);
        FeatureFile less = TestFeatures.file(folder.resolve("g"), without, 70)) {
      assertThat(new DataInf(with, POOL).scores(List.of(QUERY)))
          .isEqualTo(new DataInf(less, POOL).scores(List.of(query)));
      assertThat(InfluenceFunction.ofFisher(with, 100_000, POOL).scores(List.of(QUERY)))
          .isEqualTo(InfluenceFunction.ofFisher(less, 100_000, POOL).scores(List.of(query)));
    }
  }

  @Test
  void aFlippedBitIsNamedWhenItIsRead() throws IOException {
    Path file = folder.resolve("f");
    TestFeatures.file(file, ROWS, LAYERS).close();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    try (FeatureFile features = FeatureFile.open(file)) {
      assertThatThrownBy(() -> new DataInf(features, POOL))
          .isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("f has a damaged block 0");
    }
  }
}
