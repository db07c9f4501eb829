package org.datanet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.datanet.inference.model.TrainableParameters.ExampleGradients;
import org.junit.jupiter.api.Test;

// R32, R48: gradients and updates equal torch + PEFT, also while garbage is collected.
class TrainableParametersTest extends OnLlamaTiny {

  @Test
  void gradientsOfEachExampleAgree() {
    assertExampleGradients();
  }

  @Test
  void gradientsOfEachExampleAgreeBesideAGarbageCollectorHammer() {
    Golden.besideGarbageCollector(() -> {
      for (int i = 0; i < 5; i++) {
        assertExampleGradients();
      }
    });
  }

  private static void assertExampleGradients() {
    try (TrainableParameters p = TrainableParameters.of(engine, GOLDEN.adapter(2))) {
      TokenBatch batch = TrainingExamples.all(true);
      ExampleGradients got = p.exampleGradients(batch);
      double[] losses = Golden.doubles(GOLDEN.json.at("/loss/per_example"));
      for (int i = 0; i < losses.length; i++) {
        assertThat((double) got.lossSums()[i] * batch.rowWeights()[i])
            .isCloseTo(losses[i], within(2e-5));
        assertSameGradient(i, p.tensors(got.gradients()[i]));
      }
    }
  }

  private static void assertSameGradient(int example, Map<String, float[]> named) {
    double dot = 0;
    double a = 0;
    double b = 0;
    for (var e : named.entrySet()) {
      float[] expected = GOLDEN.tensor("grad.example" + example + "." + e.getKey());
      assertThat(Golden.worst(e.getValue(), expected, 0)).as(e.getKey()).isLessThan(5e-5);
      for (int i = 0; i < expected.length; i++) {
        dot += (double) expected[i] * e.getValue()[i];
        a += (double) expected[i] * expected[i];
        b += (double) e.getValue()[i] * e.getValue()[i];
      }
    }
    assertThat(dot / Math.sqrt(a * b)).isGreaterThan(0.999999);
  }

  @Test
  void twentyUpdatesFollowTheReferenceCurveAndEndAtItsWeights() {
    assertTraining();
  }

  @Test
  void twentyUpdatesFollowTheReferenceBesideAGarbageCollectorHammer() {
    Golden.besideGarbageCollector(TrainableParametersTest::assertTraining);
  }

  private static void assertTraining() {
    JsonNode training = GOLDEN.json.path("training");
    double[] losses = Golden.doubles(training.path("loss_before_each_step_then_after_last"));
    double[] norms = Golden.doubles(training.path("grad_norm_before_clipping"));
    TokenBatch batch = TrainingExamples.all(false);
    AdamW settings = new AdamW(0.002, 0.01, 1.0);
    try (TrainableParameters p = TrainableParameters.of(engine, GOLDEN.adapter(2))) {
      for (int i = 0; i < 20; i++) {
        TrainableParameters.Loss loss = p.update(batch, settings);
        assertThat(Math.abs(loss.mean() - losses[i])).as("loss %d", i).isLessThan(1e-4);
        assertThat(Math.abs(loss.gradientNorm() - norms[i])).as("norm %d", i).isLessThan(5e-3);
        if (i == 0) {
          assertWeights(p, "after_step1.");
        }
      }
      assertThat(Math.abs(p.loss(batch) - losses[20])).isLessThan(1e-4);
      assertWeights(p, "after_step20.");
    }
  }

  private static void assertWeights(TrainableParameters p, String prefix) {
    long over = 0;
    long all = 0;
    for (var e : p.tensors(p.values()).entrySet()) {
      float[] expected = GOLDEN.tensor(prefix + e.getKey());
      for (int i = 0; i < expected.length; i++) {
        double difference = Math.abs(expected[i] - e.getValue()[i]);
        assertThat(difference).isLessThan(2e-3);
        over += difference > 5e-5 ? 1 : 0;
        all++;
      }
    }
    assertThat((double) over / all).isLessThan(0.001);
  }

  @Test
  void goesOnExactlyFromASavedState() {
    TokenBatch batch = TrainingExamples.all(false);
    AdamW settings = new AdamW(0.002, 0.01, 1.0);
    try (TrainableParameters p = TrainableParameters.of(engine, GOLDEN.adapter(2));
        TrainableParameters q = TrainableParameters.of(engine, GOLDEN.adapter(2))) {
      for (int i = 0; i < 3; i++) {
        p.update(batch, settings);
      }
      q.restore(p.state());
      for (int i = 0; i < 3; i++) {
        assertThat(q.update(batch, settings)).isEqualTo(p.update(batch, settings));
      }
      assertThat(q.state().values()).containsExactly(p.state().values());
    }
  }

  // bfloat16 keeps 8 bits: the curve is near the exact one, never equal.
  @Test
  void halfPrecisionLearnsAlmostAlike() {
    TokenBatch batch = TrainingExamples.all(false);
    AdamW settings = new AdamW(0.002, 0.01, 1.0);
    try (TrainableParameters p = TrainableParameters.of(engine, GOLDEN.adapter(2));
        TrainableParameters q = TrainableParameters.of(engine, GOLDEN.adapter(2))) {
      q.computeInHalf(true);
      for (int i = 0; i < 20; i++) {
        double exact = p.update(batch, settings).mean();
        double half = q.update(batch, settings).mean();
        assertThat(half).isNotEqualTo(exact).isCloseTo(exact, within(0.05));
      }
    }
  }

  @Test
  void aWholeModelLearnsFromNothingAndIsReadBack(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws java.io.IOException {
    TokenBatch batch = TrainingExamples.all(false);
    float[] values;
    try (TrainableParameters p = TrainableParameters.newModel(engine.config(), 1, 7)) {
      double before = p.loss(batch);
      assertThat(before).isBetween(Math.log(384) - 0.3, Math.log(384) + 0.3);
      for (int i = 0; i < 30; i++) {
        p.update(batch, new AdamW(0.005, 0.01, 1.0));
      }
      assertThat(p.loss(batch)).isLessThan(before / 2);
      values = p.state().values();
    }
    ModelFiles.write(engine.config(), values, folder);
    java.nio.file.Files.copy(
        Golden.FOLDER.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    try (LlamaEngine read = LlamaEngine.load(folder, 1);
        TrainableParameters p = TrainableParameters.newAdapter(read, 4, 2, 1);
        TrainableParameters q = TrainableParameters.newModel(engine.config(), 1, 7)) {
      q.restore(new TrainableParameters.State(values, values, values, 0));
      assertThat(p.loss(batch)).isCloseTo(q.loss(batch), within(0.02));
    }
  }
}
