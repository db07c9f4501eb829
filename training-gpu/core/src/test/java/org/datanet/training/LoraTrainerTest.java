package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// R48: settings, seed, dataset versions and loss are logged; training survives a crash exactly.
class LoraTrainerTest {

  @TempDir Path work;

  private static TrainingResult.Finished train(Path work) {
    TrainingResult result =
        new LoraTrainer().train(Trainings.request(work, () -> false), progress -> {});
    assertThat(result).isInstanceOf(TrainingResult.Finished.class);
    return (TrainingResult.Finished) result;
  }

  @Test
  void learnsAndWritesPeftFilesWithAReport() throws IOException {
    TrainingResult.Finished done = train(work);
    assertThat(done.lossCurve()).hasSize(done.steps());
    assertThat(done.lossCurve().getLast().loss())
        .isLessThan(done.lossCurve().getFirst().loss() - 2);
    LoraAdapter adapter = PeftFiles.read(done.folder());
    assertThat(adapter.rank()).isEqualTo(4);
    assertThat(adapter.scaling()).isEqualTo(2);
    assertThat(adapter.targets()).hasSize(7);
    assertThat(adapter.tensors()).hasSize(3 * 7 * 2);
    assertThat(ModelFolder.sha256(done.folder().resolve(PeftFiles.WEIGHTS)))
        .isEqualTo(done.adapterHash());
    JsonNode report =
        new ObjectMapper().readTree(done.folder().resolve(LoraTrainer.REPORT).toFile());
    assertThat(report.at("/settings/schedule/seed").asLong()).isEqualTo(11);
    assertThat(report.at("/datasets/0/id").asText())
        .isEqualTo("0199aaaa-0000-7000-8000-000000000001");
    assertThat(report.path("lossCurve").size()).isEqualTo(done.steps());
    assertThat(report.at("/baseModel/fingerprint").asText()).isEqualTo(done.baseHash().toString());
  }

  @Test
  void goesOnExactlyAfterTheProcessWasKilled() throws Exception {
    Process child = childAtStep(8);
    child.destroyForcibly().waitFor();
    assertThat(work.resolve("adapter")).doesNotExist();
    AtomicInteger steps = new AtomicInteger();
    TrainingResult.Finished resumed =
        (TrainingResult.Finished)
            new LoraTrainer()
                .train(Trainings.request(work, () -> false), p -> steps.incrementAndGet());
    assertThat(steps.get()).isBetween(1, resumed.steps() - 7);
    assertSameRun(resumed, train(work.resolve("fresh")));
  }

  private Process childAtStep(int step) throws IOException {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-XX:ErrorFile=" + work.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Trainings.Child.class.getName(),
                work.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = child.inputReader();
    String line = lines.readLine();
    while (line != null && !line.equals("step " + step)) {
      line = lines.readLine();
    }
    assertThat(line).isEqualTo("step " + step);
    return child;
  }

  @Test
  void aTerminatedProcessEndsWithoutACrash() throws Exception {
    Process child = childAtStep(4);
    child.destroy();
    assertThat(child.waitFor()).isEqualTo(128 + 15);
    assertThat(work.resolve("crash.log")).doesNotExist();
  }

  private static void assertSameRun(TrainingResult.Finished a, TrainingResult.Finished b) {
    assertThat(a.lossCurve()).hasSameSizeAs(b.lossCurve());
    for (int i = 0; i < a.steps(); i++) {
      assertThat(Math.abs(a.lossCurve().get(i).loss() - b.lossCurve().get(i).loss()))
          .isLessThan(1e-6);
    }
    assertThat(a.adapterHash()).isEqualTo(b.adapterHash());
    assertThat(a.dataOrderHash()).isEqualTo(b.dataOrderHash());
  }

  @Test
  void cancellingStopsAtOnceAndGoesOnLater() {
    AtomicInteger steps = new AtomicInteger();
    TrainingResult stopped =
        new LoraTrainer()
            .train(Trainings.request(work, () -> steps.get() == 5), p -> steps.incrementAndGet());
    assertThat(stopped).isInstanceOf(TrainingResult.Stopped.class);
    assertThat(((TrainingResult.Stopped) stopped).step()).isEqualTo(5);
    assertSameRun(train(work), train(work.resolve("fresh")));
  }

  @Test
  void aFinishedTrainingIsNotRepeated() {
    TrainingResult.Finished first = train(work);
    AtomicInteger steps = new AtomicInteger();
    TrainingResult again =
        new LoraTrainer().train(Trainings.request(work, () -> false), p -> steps.incrementAndGet());
    assertThat(steps.get()).isZero();
    assertSameRun((TrainingResult.Finished) again, first);
  }

  @Test
  void aDamagedCheckpointIsLeftAside() throws IOException {
    AtomicInteger steps = new AtomicInteger();
    new LoraTrainer()
        .train(Trainings.request(work, () -> steps.get() == 5), p -> steps.incrementAndGet());
    Path file = work.resolve("checkpoints/checkpoint.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertSameRun(train(work), train(work.resolve("fresh")));
  }

  @Test
  void refusesSettingsOutOfRangeNamingEachField() {
    assertThatThrownBy(() -> new TrainingSettings(0, -1, Trainings.SCHEDULE))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(TrainingProblem.SETTINGS_OUT_OF_RANGE);
              assertThat(e.errors())
                  .extracting(ProblemException.FieldError::field)
                  .containsExactly("rank", "alpha");
            });
    assertThatThrownBy(() -> new Schedule(0, 96, 48, 2, 0.1, 0, 1, 1))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.errors()).hasSize(2));
  }

  @Test
  void refusesToTrainOnNothing() {
    TrainingRequest empty =
        Trainings.request(
            work, Trainings.SETTINGS, List.of(new TrainingText("r", "")), () -> false);
    assertThatThrownBy(() -> new LoraTrainer().train(empty, p -> {}))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(TrainingProblem.NOTHING_TO_TRAIN_ON));
  }
}
