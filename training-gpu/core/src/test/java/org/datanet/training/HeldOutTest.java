package org.datanet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutTest {

  @TempDir Path work;

  @Property(tries = 200)
  void noRecordIsOnBothSides(
      @ForAll @IntRange(min = 1, max = 40) int texts,
      @ForAll @IntRange(min = 1, max = 40) int records,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double share,
      @ForAll long seed) {
    List<TrainingText> all =
        IntStream.range(0, texts)
            .mapToObj(i -> new TrainingText("r" + i % records, "text " + i))
            .toList();
    HeldOut.Sides sides = new HeldOut(share, 1, 0).split(all, seed);
    List<String> learnt = sides.learnt().stream().map(TrainingText::recordId).distinct().toList();
    List<String> kept = sides.heldOut().stream().map(TrainingText::recordId).distinct().toList();
    assertThat(learnt).isNotEmpty().noneMatch(kept::contains);
    assertThat(sides.learnt().size() + sides.heldOut().size()).isEqualTo(texts);
    int total = learnt.size() + kept.size();
    assertThat(kept).hasSize(total < 2 ? 0 : Math.clamp(Math.round(share * total), 1, total - 1));
    assertThat(new HeldOut(share, 1, 0).split(all, seed)).isEqualTo(sides);
  }

  /// Half of the texts contradict the other half, so what is learnt soon hurts.
  private TrainingResult.Finished overfit(int patience, Path folder) {
    TrainingSettings settings =
        new TrainingSettings(4, 8, new Schedule(30, 96, 48, 2e-2, 0.1, 0, 1, 11))
            .with(new HeldOut(0.4, 1, patience), GradientSettings.NONE);
    List<TrainingText> few = Trainings.texts().subList(0, 6);
    return (TrainingResult.Finished)
        new LoraTrainer()
            .train(Trainings.request(folder, settings, few, () -> false), progress -> {});
  }

  @Test
  void theRunEndsEarlyAndKeepsItsBestValues() {
    TrainingResult.Finished whole = overfit(0, work.resolve("whole"));
    TrainingResult.Finished early = overfit(2, work.resolve("early"));
    assertThat(early.steps()).isLessThan(whole.steps());
    LossPoint best =
        early.heldOutCurve().stream()
            .min(Comparator.comparingDouble(LossPoint::loss))
            .orElseThrow();
    assertThat(early.bestStep()).isEqualTo(best.step()).isEqualTo(early.steps() - 2);
    assertThat(early.heldOutCurve()).hasSize(early.steps() + 1);
    assertThat(early.heldOutCurve().getFirst().step()).isZero();
  }

  @Test
  void aRunThatGoesOnEvaluatesAsIfItHadNeverStopped() {
    TrainingSettings settings =
        Trainings.SETTINGS.with(new HeldOut(0.2, 3, 0), GradientSettings.NONE);
    List<Integer> heard = new ArrayList<>();
    new LoraTrainer()
        .train(
            Trainings.request(work, settings, Trainings.texts(), () -> heard.size() == 7),
            p -> heard.add(p.step()));
    TrainingResult resumed =
        new LoraTrainer()
            .train(Trainings.request(work, settings, Trainings.texts(), () -> false), p -> {});
    TrainingResult fresh =
        new LoraTrainer()
            .train(
                Trainings.request(work.resolve("b"), settings, Trainings.texts(), () -> false),
                p -> {});
    TrainingResult.Finished a = (TrainingResult.Finished) resumed;
    TrainingResult.Finished b = (TrainingResult.Finished) fresh;
    assertThat(a.heldOutCurve()).isEqualTo(b.heldOutCurve());
    assertThat(a.lossCurve()).isEqualTo(b.lossCurve());
    assertThat(a.adapterHash()).isEqualTo(b.adapterHash());
    assertThat(a.bestStep()).isEqualTo(b.bestStep());
  }
}
