package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  /// Every write to it fails with the kernel's own "no space left on device".
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path work;

  private final AtomicInteger steps = new AtomicInteger();

  private void fillTheDisk() {
    Path part = work.resolve("checkpoints/checkpoint.bin.part");
    try {
      Files.deleteIfExists(part);
      Files.createSymbolicLink(part, FULL);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFullDiskLeavesTheOlderCheckpointAndTheRunGoesOn() throws IOException {
    assumeThat(FULL).exists();
    new LoraTrainer()
        .train(Trainings.request(work, () -> steps.get() == 4), p -> steps.incrementAndGet());
    byte[] older = Files.readAllBytes(work.resolve("checkpoints/checkpoint.bin"));
    fillTheDisk();
    List<String> warnings = new ArrayList<>();
    TrainingResult result =
        new LoraTrainer()
            .train(
                Trainings.request(work, () -> false),
                new TrainingListener() {
                  @Override
                  public void onStep(Progress progress) {
                    steps.incrementAndGet();
                  }

                  @Override
                  public void onCheckpointFailed(String warning) {
                    warnings.add(warning);
                  }
                });
    assertThat(result).isInstanceOf(TrainingResult.Finished.class);
    assertThat(warnings.getFirst())
        .startsWith("The checkpoint of step 5 could not be written (No space left on device).");
    assertThat(work.resolve("checkpoints/checkpoint.bin")).hasBinaryContent(older);
  }

  @Test
  void aRunThatIsStoppedOnAFullDiskSaysSo() {
    assumeThat(FULL).exists();
    assertThatThrownBy(() ->
            new LoraTrainer()
                .train(
                    Trainings.request(work, () -> steps.get() == 3),
                    p -> {
                      if (steps.incrementAndGet() == 3) {
                        fillTheDisk();
                      }
                    }))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(TrainingProblem.NOT_WRITTEN);
              assertThat(e.detail()).contains("step 3", "No space left on device");
            });
    assertThat(work.resolve("checkpoints/checkpoint.bin")).exists();
  }

  @Test
  void refusesTheCheckpointOfAnotherRun() {
    new LoraTrainer()
        .train(Trainings.request(work, () -> steps.get() == 2), p -> steps.incrementAndGet());
    TrainingSettings other = new TrainingSettings(8, 8, Trainings.SCHEDULE);
    assertThatThrownBy(() ->
            new LoraTrainer()
                .train(Trainings.request(work, other, Trainings.texts(), () -> false), p -> {}))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(TrainingProblem.OTHER_RUNS_CHECKPOINT));
  }

  @Test
  void smallerPassesGoOnFromTheSameCheckpoint() {
    new LoraTrainer()
        .train(Trainings.request(work, () -> steps.get() == 5), p -> steps.incrementAndGet());
    TrainingSettings passes =
        Trainings.SETTINGS.with(
            Trainings.SCHEDULE.withPassTokens(Trainings.SCHEDULE.sequenceLength()));
    var a = finished(Trainings.request(work, passes, Trainings.texts(), () -> false));
    var b = finished(Trainings.request(work.resolve("whole"), () -> false));
    assertThat(a.lossCurve()).hasSameSizeAs(b.lossCurve());
    for (int i = 0; i < a.steps(); i++) {
      assertThat(Math.abs(a.lossCurve().get(i).loss() - b.lossCurve().get(i).loss()))
          .isLessThan(1e-5);
    }
  }

  private static TrainingResult.Finished finished(TrainingRequest request) {
    return (TrainingResult.Finished) new LoraTrainer().train(request, progress -> {});
  }

  @Test
  void aShortageOfMemoryIsSaidWithAdvice() {
    try (var arrays = ai.djl.ndarray.NDManager.newBaseManager("PyTorch")) {
      arrays.zeros(new ai.djl.ndarray.types.Shape(1L << 45));
      throw new AssertionError("this machine has 140 TB of memory");
    } catch (RuntimeException e) {
      assertThat(MemoryShortage.problemOr(e))
          .isInstanceOfSatisfying(
              ProblemException.class,
              p -> assertThat(p.problem()).isEqualTo(TrainingProblem.OUT_OF_MEMORY));
    }
    IllegalStateException other = new IllegalStateException("other");
    assertThat(MemoryShortage.problemOr(other)).isSameAs(other);
  }
}
