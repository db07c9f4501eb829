package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static Sampling sampling(double temperature, double topP, int topK, long seed) {
    return new Sampling(temperature, topP, topK, 0, 0, OptionalLong.of(seed));
  }

  private static int[] draws(Sampling sampling, int count, float... logits) {
    Sampler sampler = new Sampler(sampling);
    return IntStream.range(0, count).map(i -> sampler.next(logits.clone())).toArray();
  }

  @Test
  void theSameSeedGivesTheSameTokens() {
    float[] logits = {1, 2, 3, 2, 1};
    assertThat(draws(sampling(1, 1, 0, 7), 50, logits))
        .isEqualTo(draws(sampling(1, 1, 0, 7), 50, logits))
        .isNotEqualTo(draws(sampling(1, 1, 0, 8), 50, logits));
  }

  @Test
  void temperatureZeroIsGreedy() {
    assertThat(draws(Sampling.GREEDY, 20, 1, 5, 4.9f)).containsOnly(1);
  }

  @Test
  void topKAndTopPCutTheTail() {
    assertThat(draws(sampling(2, 1, 2, 1), 200, 1, 5, 4.9f, 4.8f)).containsOnly(1, 2);
    assertThat(draws(sampling(1, 0.5, 0, 1), 200, 0, 5, 1, 1)).containsOnly(1);
  }

  @Test
  void drawsInProportionToTheProbabilities() {
    long ones =
        IntStream.of(draws(sampling(1, 1, 0, 3), 4000, 0, (float) Math.log(3)))
            .filter(t -> t == 1)
            .count();
    assertThat(ones).isBetween(2880L, 3120L);
  }

  @Test
  void penaltiesTurnAwayFromWhatWasGenerated() {
    Sampling frequency = new Sampling(0, 1, 0, 0, 0.6, OptionalLong.empty());
    assertThat(draws(frequency, 4, 1, 0, -5)).containsExactly(0, 0, 1, 0);
    Sampling presence = new Sampling(0, 1, 0, 2, 0, OptionalLong.empty());
    assertThat(draws(presence, 3, 1, 0.5f, 0)).containsExactly(0, 1, 2);
  }
}
