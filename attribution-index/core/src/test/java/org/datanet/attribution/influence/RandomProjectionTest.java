package org.datanet.attribution.influence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.datanet.attribution.influence.FeatureLayout.Layer;
import org.datanet.kernel.Hash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RandomProjectionTest {

  private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

  @AfterAll
  static void stop() {
    POOL.close();
  }

  private static FeatureLayout layout(long seed, int inputs, int values) {
    Layer layer = new Layer("projected", inputs, values);
    return new FeatureLayout(List.of(layer), seed, Hash.sha256("adapter"));
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void keepsInnerProductsWithinTheBoundOfJohnsonAndLindenstrauss() { // R32
    // Achlioptas 2003: for p points and failure p^-1, k >= (4 + 2) ln p / (e^2/2 - e^3/3).
    int points = 40;
    double epsilon = 0.2;
    int k = (int) Math.ceil(6 * Math.log(points * points) / (epsilon * epsilon / 2 - 0.008 / 3));
    FeatureLayout layout = layout(11, 5000, k);
    float[][] rows = TestFeatures.random(3, points, 5000);
    float[][] projected = new float[points][];
    for (int i = 0; i < points; i++) {
      projected[i] = layout.features(rows[i], POOL);
    }
    for (int i = 0; i < points; i++) {
      for (int j = 0; j <= i; j++) {
        double size = Math.sqrt(product(rows[i], rows[i]) * product(rows[j], rows[j]));
        assertThat(product(projected[i], projected[j]))
            .isCloseTo(product(rows[i], rows[j]), within(epsilon * size));
      }
    }
  }

  @Test
  void isTheSumOfSignsThatThePackageSpecifies() { // R35
    Layer layer = new Layer("projected", 150, 7);
    RandomProjection projection = new RandomProjection(5, 0, layer);
    float[] in = TestFeatures.random(2, 1, 150)[0];
    float[] out = layout(5, 150, 7).features(in, POOL);
    for (int o = 0; o < 7; o++) {
      double sum = 0;
      for (int i = 0; i < 150; i++) {
        sum += (projection.signs(o, i / 64) >>> (i % 64) & 1) == 1 ? in[i] : -in[i];
      }
      assertThat((double) out[o]).isCloseTo(sum / Math.sqrt(7), within(1e-4));
    }
    assertThat(projection.signs(0, 0)).isEqualTo(0xAC204F0B74AF587AL);
    assertThat(projection.signs(3, 2)).isEqualTo(0xA1E8EB6BC7CEC7E2L);
  }

  @Test
  void doesNotDependOnThreadsAndDependsOnSeedAndLayer() { // R35
    float[] in = TestFeatures.random(2, 1, 700)[0];
    float[] twice = new float[1400];
    System.arraycopy(in, 0, twice, 0, 700);
    System.arraycopy(in, 0, twice, 700, 700);
    Layer layer = new Layer("projected", 700, 699);
    FeatureLayout two = new FeatureLayout(List.of(layer, layer), 1, Hash.sha256("adapter"));
    float[] both = two.features(twice, POOL);
    float[] first = layout(1, 700, 699).features(in, POOL);
    assertThat(both).startsWith(first);
    assertThat(Arrays.copyOfRange(both, 699, 1398)).isNotEqualTo(first);
    assertThat(layout(2, 700, 699).features(in, POOL)).isNotEqualTo(first);
    float[] large = TestFeatures.random(2, 1, 4000)[0];
    try (ExecutorService one = Executors.newFixedThreadPool(1)) {
      assertThat(layout(1, 4000, 3000).features(large, one))
          .isEqualTo(layout(1, 4000, 3000).features(large, POOL));
    }
  }
}
