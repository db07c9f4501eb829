package org.datanet.training;

import java.util.ArrayList;
import java.util.List;
import org.datanet.kernel.ProblemException.FieldError;
import org.jspecify.annotations.Nullable;

/// Settings of an adapter's training.
///
/// @param rank r of the adapter, 1…256
/// @param alpha `lora_alpha`, above 0, at most 1024; the adapter's factor is alpha / rank
/// @param schedule length and speed
public record TrainingSettings(int rank, double alpha, Schedule schedule) {

  /// Good for datanet-nano and a few hundred short records on two threads.
  public static final TrainingSettings DEFAULT =
      new TrainingSettings(16, 32, new Schedule(3, 2048, 512, 3e-3, 0.05, 0.0, 1.0, 1));

  public TrainingSettings {
    List<FieldError> errors = new ArrayList<>();
    Schedule.check(errors, rank >= 1 && rank <= 256, "rank", "1 to 256");
    Schedule.check(errors, alpha > 0 && alpha <= 1024, "alpha", "above 0, at most 1024");
    Schedule.refuse(errors);
  }

  /// These settings with a caller's wishes in place; null keeps a value.
  ///
  /// @throws org.datanet.kernel.ProblemException naming each value out of range
  public TrainingSettings with(
      @Nullable Integer rank,
      @Nullable Double alpha,
      @Nullable Integer epochs,
      @Nullable Double learningRate,
      @Nullable Long seed) {
    return new TrainingSettings(
        rank == null ? this.rank : rank,
        alpha == null ? this.alpha : alpha,
        new Schedule(
            epochs == null ? schedule.epochs() : epochs,
            schedule.batchTokens(),
            schedule.sequenceLength(),
            learningRate == null ? schedule.learningRate() : learningRate,
            schedule.warmupShare(),
            schedule.weightDecay(),
            schedule.clip(),
            seed == null ? schedule.seed() : seed));
  }
}
