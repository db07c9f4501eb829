package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.inference.model.TrainableParameters.ExampleGradients;
import org.junit.jupiter.api.Test;

// R48: how texts are laid out in rows and passes changes nothing of what is learnt.
class PackedTrainingTest extends OnLlamaTiny {

  @Test
  void textsPackedIntoOneRowLearnAsIfAlone() {
    TokenBatch alone = TrainingExamples.all(false);
    int[][] packed = new int[4][];
    int[][][] parts = {alone.ids(), alone.positions(), alone.segments(), alone.labels()};
    for (int k = 0; k < 4; k++) {
      packed[k] = Arrays.stream(parts[k]).flatMapToInt(Arrays::stream).toArray();
    }
    int at = 0;
    for (int row = 0; row < 4; row++) {
      int end = at + alone.ids()[row].length;
      Arrays.fill(packed[2], at, end, row);
      at = end;
    }
    TokenBatch together =
        new TokenBatch(
            new int[][] {packed[0]},
            new int[][] {packed[1]},
            new int[][] {packed[2]},
            new int[][] {packed[3]},
            new float[] {alone.rowWeights()[0]});
    AdamW settings = new AdamW(0.002, 0.01, 1.0);
    try (TrainableParameters p = TrainableParameters.of(engine, GOLDEN.adapter(2));
        TrainableParameters q = TrainableParameters.of(engine, GOLDEN.adapter(2))) {
      TrainableParameters.Loss a = p.update(alone, settings);
      TrainableParameters.Loss b = q.update(together, settings);
      assertThat(b.mean()).isCloseTo(a.mean(), within(1e-5));
      assertThat(b.gradientNorm()).isCloseTo(a.gradientNorm(), within(1e-3));
    }
  }

  @Test
  void passesAddUpToTheWholeBatch() {
    TokenBatch whole = TrainingExamples.all(false);
    List<TokenBatch> passes =
        IntStream.range(0, 4)
            .mapToObj(i ->
                new TokenBatch(
                    new int[][] {whole.ids()[i]},
                    new int[][] {whole.positions()[i]},
                    new int[][] {whole.segments()[i]},
                    new int[][] {whole.labels()[i]},
                    new float[] {whole.rowWeights()[i]}))
            .toList();
    AdamW settings = new AdamW(0.002, 0.01, 1.0);
    try (TrainableParameters p = TrainableParameters.of(engine, GOLDEN.adapter(2));
        TrainableParameters q = TrainableParameters.of(engine, GOLDEN.adapter(2))) {
      for (int i = 0; i < 5; i++) {
        TrainableParameters.Loss a = p.update(whole, settings);
        TrainableParameters.Loss b = q.update(passes, settings);
        assertThat(b.mean()).isCloseTo(a.mean(), within(1e-5));
        assertThat(b.gradientNorm()).isCloseTo(a.gradientNorm(), within(1e-5 * a.gradientNorm()));
      }
    }
  }

  @Test
  void aNeighbourInTheRowChangesNoLossAndNoGradient() {
    TokenBatch alone = TrainingExamples.all(true);
    int[][] ids = {alone.ids()[1], alone.ids()[2]};
    try (TrainableParameters p = TrainableParameters.of(engine, GOLDEN.adapter(2))) {
      ExampleGradients expected = p.exampleGradients(TrainingExamples.row(alone, 1));
      ExampleGradients beside = p.exampleGradients(TrainingExamples.besideOther(alone, 1, ids[1]));
      assertThat(beside.lossSums()[0])
          .isCloseTo(expected.lossSums()[0], within(1e-6f * expected.lossSums()[0]));
      double largest = Golden.worst(expected.gradients()[0], new float[p.values().length], 0);
      assertThat(Golden.worst(beside.gradients()[0], expected.gradients()[0], 0))
          .isLessThan(5e-6 * largest);
      int[] other = Arrays.stream(ids[1]).map(id -> 2 + (id + 77) % 380).toArray();
      assertThat(p.exampleGradients(TrainingExamples.besideOther(alone, 1, other)).gradients()[0])
          .containsExactly(beside.gradients()[0]);
    }
  }

  @Test
  void lossesWithoutGradientsAreTheSameAndCountLikeliestTokens() {
    TokenBatch batch = TrainingExamples.all(false);
    try (TrainableParameters p = TrainableParameters.of(engine, GOLDEN.adapter(2))) {
      TrainableParameters.RowLosses measured = p.losses(batch);
      assertThat(measured.lossSums()).containsExactly(p.exampleGradients(batch).lossSums());
      for (int i = 0; i < 300; i++) {
        p.update(batch, new AdamW(0.01, 0, 1.0));
      }
      TrainableParameters.RowLosses learnt = p.losses(batch);
      for (int row = 0; row < 4; row++) {
        long labels = Arrays.stream(batch.labels()[row]).filter(l -> l >= 0).count();
        assertThat(measured.hits()[row]).isLessThan((int) labels);
        assertThat((long) learnt.hits()[row]).isEqualTo(labels);
      }
    }
  }
}
