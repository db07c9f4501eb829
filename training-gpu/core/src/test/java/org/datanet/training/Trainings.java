package org.datanet.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;

/// Small training requests over the tiny random model.
final class Trainings {

  static final Path TINY = Path.of("src/test/resources/llama-tiny");
  static final Schedule SCHEDULE = new Schedule(3, 96, 48, 5e-3, 0.1, 0.01, 1, 11);
  static final TrainingSettings SETTINGS = new TrainingSettings(4, 8, SCHEDULE);

  static final Provenance PROVENANCE =
      new Provenance(
          new Provenance.BaseModel("llama-tiny", "CC0-1.0"),
          List.of(
              new Provenance.Dataset(
                  DatasetVersionId.of("0199aaaa-0000-7000-8000-000000000001"),
                  "letters",
                  Hash.sha256("letters"),
                  "CC-BY-4.0")),
          "1.0.0-test",
          null);

  private Trainings() {}

  static List<TrainingText> texts() {
    return IntStream.range(0, 24)
        .mapToObj(i ->
            new TrainingText(
                "record-" + i,
                "The nurse of ward %d writes a letter to the old sailor at %d o'clock."
                    .formatted(i, i % 12)))
        .toList();
  }

  static TrainingRequest request(Path work, BooleanSupplier cancelled) {
    return request(work, SETTINGS, texts(), cancelled);
  }

  static TrainingRequest request(
      Path work, TrainingSettings settings, List<TrainingText> texts, BooleanSupplier cancelled) {
    return new TrainingRequest(
        TINY,
        PROVENANCE,
        texts,
        settings,
        work.resolve("checkpoints"),
        work.resolve("adapter"),
        Duration.ZERO,
        1,
        GradientSink.NONE,
        null,
        cancelled);
  }

  /// The adapter's folder below `work`, trained on another base model.
  static Path train(Path model, Path work, TrainingSettings settings, List<TrainingText> texts) {
    TrainingRequest tiny = request(work, settings, texts, () -> false);
    new LoraTrainer()
        .train(
            new TrainingRequest(
                model,
                tiny.provenance(),
                texts,
                settings,
                tiny.checkpoints(),
                tiny.output(),
                Duration.ofMinutes(1),
                2,
                tiny.gradients(),
                tiny.evaluation(),
                tiny.cancelled()),
            progress -> {});
    return tiny.output();
  }

  /// Trains in a process of its own and prints every step, until it is killed.
  static final class Child {

    private Child() {}

    public static void main(String[] args) {
      new LoraTrainer()
          .train(
              request(Path.of(args[0]), () -> false),
              progress -> {
                System.out.println("step " + progress.step());
                System.out.flush();
                try {
                  Thread.sleep(50);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
    }
  }
}
