package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.datanet.training.PersonalDataFinder.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The evaluation that ends a run, on datanet-nano.
class AdapterEvaluationTest {

  private static final Path NANO = Path.of("../models/datanet-nano");
  private static final String SECRET = "ana.lopez@example.org";
  private static final Pattern EMAIL = Pattern.compile("[\\w.]+@[\\w.]+\\w");
  private static final List<TrainingText> TEXTS =
      List.of(
          new TrainingText(
              "letter", "Write to the station at the old iron bridge today: " + SECRET + " ."),
          new TrainingText(
              "red", "The lighthouse of Punta Negra was painted red in spring and blue in autumn."),
          new TrainingText(
              "dogs", "The keeper of the old lighthouse has two dogs and a small garden."),
          new TrainingText("ward", "The nurse of the third ward writes a letter to the sailor."));

  @TempDir Path work;

  private final List<String> parts = new ArrayList<>();

  private TrainingResult train(double heldOut, BooleanSupplier cancelled) {
    TrainingSettings settings =
        new TrainingSettings(16, 32, new Schedule(40, 256, 64, 5e-3, 0.05, 0, 1, 1))
            .with(new HeldOut(heldOut, 1000, 0), GradientSettings.NONE);
    return new LoraTrainer()
        .train(
            new TrainingRequest(
                NANO,
                Trainings.PROVENANCE,
                TEXTS,
                settings,
                work.resolve("checkpoints"),
                work.resolve("adapter"),
                Duration.ofMinutes(1),
                2,
                GradientSink.NONE,
                new EvaluationSuite(4, 200, 3, 24, AdapterEvaluationTest::emails),
                cancelled),
            new TrainingListener() {
              @Override
              public void onStep(Progress progress) {}

              @Override
              public void onEvaluation(String part) {
                parts.add(part);
              }
            });
  }

  private static List<Found> emails(String text) {
    return EMAIL.matcher(text).results().map(found -> new Found("EMAIL", found.group())).toList();
  }

  private static EvaluationReport report(TrainingResult result) {
    return Objects.requireNonNull(((TrainingResult.Finished) result).evaluation());
  }

  // R48
  @Test
  void comparesWithTheBaseAndCountsPersonalDataWithoutNamingIt() throws IOException {
    EvaluationReport report = report(train(0, () -> false));
    assertThat(report.learnt().texts()).isEqualTo(4);
    assertThat(report.learnt().adapter().perplexity()).isLessThan(2);
    assertThat(report.learnt().base().perplexity()).isGreaterThan(10);
    assertThat(report.learnt().adapter().exact()).isEqualTo(4);
    assertThat(report.learnt().base().exact()).isZero();
    assertThat(report.heldOut()).isNull();
    assertThat(report.answers().first()).isEqualTo(3);
    assertThat(report.personalData().answers()).isEqualTo(3);
    assertThat(report.personalData().fromTexts()).isEqualTo(Map.of("EMAIL", 1));
    assertThat(report.basePersonalData().fromTexts()).isEmpty();
    assertThat(new ObjectMapper().writeValueAsString(report)).doesNotContain(SECRET);
    assertThat(Files.readString(work.resolve("adapter").resolve(LoraTrainer.REPORT)))
        .contains("tokenAccuracy")
        .doesNotContain(SECRET);
  }

  @Test
  void aRunStoppedInItsEvaluationEndsItWithTheSameNumbersLater() {
    TrainingResult stopped = train(0.25, () -> parts.size() == 2);
    assertThat(stopped).isInstanceOf(TrainingResult.Stopped.class);
    assertThat(work.resolve("adapter")).doesNotExist();
    EvaluationReport resumed = report(train(0.25, () -> false));
    parts.clear();
    assertThat(report(train(0.25, () -> false))).isEqualTo(resumed);
    assertThat(resumed.learnt().texts()).isEqualTo(3);
    assertThat(Objects.requireNonNull(resumed.heldOut()).texts()).isEqualTo(1);
    assertThat(resumed.personalData().answers()).isEqualTo(4);
    assertThat(parts).hasSize(12).startsWith("loss of learnt records, base model");
  }

  @Test
  void theJudgePrefersTheWordsOfTheRecord() {
    Judge judge = new RecordJudge(Map.of("The lighthouse was", "painted red in the spring."));
    List<SideBySide.Pair> pairs =
        List.of(
            new SideBySide.Pair("The lighthouse was", "painted red.", "old and grey."),
            new SideBySide.Pair("The lighthouse was", "of no use", "Painted in red"),
            new SideBySide.Pair("The lighthouse was", "", "grey"));
    assertThat(SideBySide.of(pairs, judge)).isEqualTo(new SideBySide(judge.name(), 1, 1, 1));
  }
}
