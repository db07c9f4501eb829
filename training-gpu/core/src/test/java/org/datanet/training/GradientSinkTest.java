package org.datanet.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.datanet.inference.model.LlamaEngine;
import org.datanet.inference.model.PeftFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// R32: gradients of the examples come out of the training itself.
class GradientSinkTest {

  @TempDir Path work;

  private final KeptGradients sink = new KeptGradients();

  private TrainingRequest request(List<TrainingText> texts, BooleanSupplier cancelled) {
    TrainingSettings settings = Trainings.SETTINGS.with(HeldOut.NONE, new GradientSettings(3, 256));
    return new TrainingRequest(
        Trainings.TINY,
        Trainings.PROVENANCE,
        texts,
        settings,
        work.resolve("checkpoints"),
        work.resolve("adapter"),
        Duration.ZERO,
        1,
        sink,
        null,
        cancelled);
  }

  private static List<TrainingText> textsWithALongOne() {
    List<TrainingText> texts = new ArrayList<>(Trainings.texts());
    texts.add(new TrainingText("long", "The sailor answers the nurse at the hour. ".repeat(8)));
    return texts;
  }

  @Test
  void everyRecordComesOnceAtEveryCheckpoint() {
    List<TrainingText> texts = textsWithALongOne();
    var done =
        (TrainingResult.Finished)
            new LoraTrainer().train(request(texts, () -> false), progress -> {});
    assertThat(sink.published).hasSize(3);
    assertThat(sink.published).extracting(GradientSink.Checkpoint::number).containsExactly(1, 2, 3);
    assertThat(sink.published.getLast().step()).isEqualTo(done.steps());
    for (int i = 0; i < 3; i++) {
      int size = sink.published.get(i).layers().stream().mapToInt(GradientSink.Layer::size).sum();
      assertThat(sink.gradients.get(i).keySet())
          .containsExactlyInAnyOrderElementsOf(texts.stream().map(TrainingText::recordId).toList());
      assertThat(sink.gradients.get(i).values()).allSatisfy(g -> assertThat(g).hasSize(size));
    }
    assertThat(sink.losses.getLast().get("record-3"))
        .isLessThan(requireNonNull(sink.losses.getFirst().get("record-3")));
  }

  @Test
  void theLastGradientsAreThoseOfTheServedAdapter() {
    new LoraTrainer().train(request(textsWithALongOne(), () -> false), progress -> {});
    try (LlamaEngine engine = LlamaEngine.load(Trainings.TINY, 1);
        AnswerGradients answers =
            new AnswerGradients(engine, PeftFiles.read(work.resolve("adapter")), 512)) {
      assertThat(answers.fingerprint(ModelFolder.fingerprint(Trainings.TINY)))
          .isEqualTo(sink.published.getLast().fingerprint());
      float[] record = requireNonNull(sink.gradients.getLast().get("record-3"));
      var same = answers.of("", textsWithALongOne().get(3).text());
      var other = answers.of("The nurse of ward", " 11 goes home.");
      assertThat(cosine(record, same.gradient())).isGreaterThan(0.8);
      assertThat(cosine(record, other.gradient())).isLessThan(0.5);
      assertThat(same.loss())
          .isCloseTo(requireNonNull(sink.losses.getLast().get("record-3")), within(0.5));
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }

  @Test
  void aRunThatGoesOnDoesNotRepeatACheckpointItHandedOut() {
    AtomicInteger steps = new AtomicInteger();
    TrainingResult stopped =
        new LoraTrainer()
            .train(
                request(Trainings.texts(), () -> !sink.published.isEmpty()),
                p -> steps.incrementAndGet());
    assertThat(stopped).isInstanceOf(TrainingResult.Stopped.class);
    assertThat(sink.published).hasSize(1);
    new LoraTrainer().train(request(Trainings.texts(), () -> false), progress -> {});
    assertThat(sink.published).extracting(GradientSink.Checkpoint::number).containsExactly(1, 2, 3);
  }
}
