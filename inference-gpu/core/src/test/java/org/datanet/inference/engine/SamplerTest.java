package org.datanet.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static Sampling sampling(double temperature, double topP, int topK, long seed) {
    return new Sampling(
        temperature, topP, topK, 0, Sampling.Penalties.NONE, Map.of(), OptionalLong.of(seed));
  }

  private static int[] draws(Sampling sampling, int count, float... logits) {
    Sampler sampler = new Sampler(sampling, new int[] {3});
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
    Sampling frequency = penalised(new Sampling.Penalties(0, 0.6, 1));
    assertThat(draws(frequency, 4, 1, 0, -5)).containsExactly(0, 0, 1, 0);
    Sampling presence = penalised(new Sampling.Penalties(2, 0, 1));
    assertThat(draws(presence, 3, 1, 0.5f, 0)).containsExactly(0, 1, 2);
  }

  @Test
  void theRepetitionPenaltyCountsThePrompt() {
    Sampling repetition = penalised(new Sampling.Penalties(0, 0, 2));
    assertThat(draws(repetition, 3, -3, 1.5f, 0.9f, 2)).containsExactly(1, 3, 3);
  }

  @Test
  void aBiasMakesATokenCertainOrImpossible() {
    Map<Integer, Double> bias = Map.of(0, 100.0, 1, -100.0);
    Sampling biased = new Sampling(1, 1, 0, 0, Sampling.Penalties.NONE, bias, OptionalLong.of(5));
    assertThat(draws(biased, 50, 1, 9, 2)).containsOnly(0);
  }

  @Test
  void minPCutsWhatIsFarLessLikelyThanTheBest() {
    Sampling cut =
        new Sampling(1, 1, 0, 0.5, Sampling.Penalties.NONE, Map.of(), OptionalLong.of(5));
    assertThat(draws(cut, 100, 5, 4.5f, 4.2f, 0)).contains(0, 1).doesNotContain(2, 3);
  }

  @Property(tries = 300)
  void keepsExactlyWhatSortingWouldKeep(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 6) Integer> levels,
      @ForAll @IntRange(min = 1, max = 45) int topK,
      @ForAll @DoubleRange(min = 0.05, max = 1) double topP) {
    float[] weights = new float[levels.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = levels.get(i);
    }
    List<Integer> sorted =
        IntStream.range(0, weights.length)
            .boxed()
            .filter(i -> weights[i] > 0)
            .sorted(Comparator.comparing((Integer i) -> -weights[i]).thenComparing(i -> i))
            .limit(topK)
            .toList();
    Nucleus nucleus = new Nucleus();
    int kept = nucleus.largest(nucleus.all(weights, 0), topK);
    assertThat(kept).isEqualTo(sorted.size());
    if (kept > 0) {
      double total = sorted.stream().mapToDouble(i -> weights[i]).sum();
      int fewest = 1;
      double mass = weights[sorted.getFirst()];
      while (mass < topP * total) {
        mass += weights[sorted.get(fewest++)];
      }
      assertThat(nucleus.heaviest(kept, topP)).isEqualTo(fewest);
      assertThat(sorted.subList(0, fewest)).contains(nucleus.pick(fewest, 0.99));
    }
  }

  private static Sampling penalised(Sampling.Penalties penalties) {
    return new Sampling(0, 1, 0, 0, penalties, Map.of(), OptionalLong.empty());
  }
}
