package org.datanet.training;

import java.util.ArrayList;
import java.util.List;
import org.datanet.inference.model.LoraShape;
import org.datanet.kernel.ProblemException.FieldError;

/// Settings of an adapter's training.
///
/// @param rank r of the adapter, 1…256
/// @param alpha `lora_alpha`, above 0, at most 1024
/// @param rslora whether the adapter's factor is alpha / sqrt(rank) instead of alpha / rank
/// @param targets adapted matrices of every layer, some of [LoraShape#ALL_TARGETS]
/// @param schedule length and speed
/// @param heldOut what is kept back to evaluate
/// @param gradients whether gradients of the examples are handed out
public record TrainingSettings(
    int rank,
    double alpha,
    boolean rslora,
    List<String> targets,
    Schedule schedule,
    HeldOut heldOut,
    GradientSettings gradients) {

  /// Good for datanet-nano and a few hundred short records on two threads.
  public static final TrainingSettings DEFAULT =
      new TrainingSettings(16, 32, new Schedule(3, 2048, 512, 3e-3, 0.05, 0.0, 1.0, 1));

  public TrainingSettings {
    targets = List.copyOf(targets);
    List<FieldError> errors = new ArrayList<>();
    Schedule.check(errors, rank >= 1 && rank <= 256, "rank", "1 to 256");
    Schedule.check(errors, alpha > 0 && alpha <= 1024, "alpha", "above 0, at most 1024");
    Schedule.check(
        errors,
        !targets.isEmpty() && LoraShape.ALL_TARGETS.containsAll(targets),
        "targets",
        "at least one of " + LoraShape.ALL_TARGETS);
    Schedule.refuse(errors);
  }

  /// All seven matrices, plain scaling, learning from everything.
  public TrainingSettings(int rank, double alpha, Schedule schedule) {
    this(rank, alpha, false, LoraShape.ALL_TARGETS, schedule, HeldOut.NONE, GradientSettings.NONE);
  }

  LoraShape shape() {
    return new LoraShape(rank, alpha, rslora, targets);
  }

  /// These settings with another schedule.
  public TrainingSettings with(Schedule other) {
    return new TrainingSettings(rank, alpha, rslora, targets, other, heldOut, gradients);
  }

  /// These settings with other records kept back and other gradients handed out.
  public TrainingSettings with(HeldOut newHeldOut, GradientSettings newGradients) {
    return new TrainingSettings(rank, alpha, rslora, targets, schedule, newHeldOut, newGradients);
  }
}
