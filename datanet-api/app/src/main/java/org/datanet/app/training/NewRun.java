package org.datanet.app.training;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.datanet.training.Decay;
import org.datanet.training.GradientSettings;
import org.datanet.training.HeldOut;
import org.datanet.training.Schedule;
import org.datanet.training.TrainingProblem;
import org.datanet.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

/// A run to start; what is left out gets the default. Ranges and meanings are those of
/// [TrainingSettings] and [Schedule]. A run always makes an adapter: weights that were trained as a
/// whole could not be served beside others.
///
/// @param gradients whether answers of the adapter are attributed by gradients, too; every call
///   then waits for the gradient of its answer. No where absent
/// @param heldOut records to keep back and evaluate on; none where absent
/// @param passTokens at most 8192; an update of more tokens is always cut into passes
record NewRun(
    @NotBlank @Size(max = 80, message = "at most 80 characters") String name,
    @NotEmpty(message = "name at least one registered dataset version")
        List<DatasetVersionId> datasetVersionIds,
    @Nullable Integer rank,
    @Nullable Double alpha,
    @Nullable Boolean rslora,
    @Nullable List<String> targets,
    @Nullable Integer epochs,
    @Nullable Integer batchTokens,
    @Nullable Integer sequenceLength,
    @Nullable Double learningRate,
    @Nullable Double warmupShare,
    @Nullable Double weightDecay,
    @Nullable Double clip,
    @Nullable Long seed,
    @Nullable Decay decay,
    @Nullable Integer passTokens,
    @Nullable Boolean bf16,
    @Nullable Boolean gradients,
    @Nullable KeptBack heldOut) {

  /// Few records need many passes before a model says them back.
  private static final int RECORDS_TO_SEE = 600;

  private static final int MOST_PASSES = 40;
  private static final int MOST_PASS_TOKENS = 8192;
  private static final int EVALUATE_EVERY_STEPS = 10;
  private static final GradientSettings LAST_CHECKPOINT = new GradientSettings(1, 4096);

  /// Records to keep back, see [HeldOut]; what is left out is a tenth, evaluated every ten steps,
  /// without an early end.
  record KeptBack(
      @Nullable Double share, @Nullable Integer everySteps, @Nullable Integer patience) {

    HeldOut heldOut() {
      return new HeldOut(or(share, 0.1), or(everySteps, EVALUATE_EVERY_STEPS), or(patience, 0));
    }
  }

  /// @param records how many the dataset versions hold
  /// @param contextTokens the base model's longest context
  /// @throws ProblemException naming each value out of range
  TrainingSettings over(TrainingSettings defaults, int records, int contextTokens) {
    requireFits(contextTokens);
    return new TrainingSettings(
        or(rank, defaults.rank()),
        or(alpha, defaults.alpha()),
        or(rslora, defaults.rslora()),
        or(targets, defaults.targets()),
        schedule(defaults.schedule(), records),
        heldOut == null ? defaults.heldOut() : heldOut.heldOut(),
        or(gradients, false) ? LAST_CHECKPOINT : GradientSettings.NONE);
  }

  private Schedule schedule(Schedule usual, int records) {
    int passes = Math.clamp(RECORDS_TO_SEE / Math.max(1, records), usual.epochs(), MOST_PASSES);
    int tokens = or(batchTokens, usual.batchTokens());
    int pass = or(passTokens, usual.passTokens());
    return new Schedule(
        or(epochs, passes),
        tokens,
        or(sequenceLength, usual.sequenceLength()),
        or(learningRate, usual.learningRate()),
        or(warmupShare, usual.warmupShare()),
        or(weightDecay, usual.weightDecay()),
        or(clip, usual.clip()),
        or(seed, usual.seed()),
        or(decay, usual.decay()),
        pass == 0 && tokens > MOST_PASS_TOKENS ? MOST_PASS_TOKENS : pass,
        or(bf16, usual.bf16()));
  }

  /// One builder's run must not take the memory that others' calls need.
  private void requireFits(int contextTokens) {
    List<FieldError> errors = new ArrayList<>();
    int longest = Math.min(contextTokens, MOST_PASS_TOKENS);
    if (sequenceLength != null && sequenceLength > longest) {
      errors.add(new FieldError("sequenceLength", "must be 8 to " + longest));
    }
    if (passTokens != null && passTokens > MOST_PASS_TOKENS) {
      errors.add(
          new FieldError("passTokens", "must be 0, or sequenceLength to " + MOST_PASS_TOKENS));
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
          TrainingProblem.SETTINGS_OUT_OF_RANGE,
          "change the settings named in errors to values in their range",
          errors);
    }
  }

  private static <T> T or(@Nullable T wish, T usual) {
    return wish == null ? usual : wish;
  }
}
