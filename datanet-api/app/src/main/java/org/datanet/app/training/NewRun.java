package org.datanet.app.training;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.training.GradientSettings;
import org.datanet.training.HeldOut;
import org.datanet.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

/// A run to start; what is left out gets the default.
///
/// @param gradients whether answers of the adapter are attributed by gradients, too; every call
///   then waits for the gradient of its answer. No where absent
/// @param heldOut records to keep back and evaluate on; none where absent
record NewRun(
    @NotBlank @Size(max = 80, message = "at most 80 characters") String name,
    @NotEmpty(message = "name at least one registered dataset version")
        List<DatasetVersionId> datasetVersionIds,
    @Nullable Integer rank,
    @Nullable Double alpha,
    @Nullable Integer epochs,
    @Nullable Double learningRate,
    @Nullable Long seed,
    @Nullable Boolean gradients,
    @Nullable HeldOut heldOut) {

  /// Few records need many passes before a model says them back.
  private static final int RECORDS_TO_SEE = 600;

  private static final int MOST_PASSES = 40;
  private static final GradientSettings LAST_CHECKPOINT = new GradientSettings(1, 4096);

  /// @param records how many the dataset versions hold
  /// @throws org.datanet.kernel.ProblemException naming each value out of range
  TrainingSettings over(TrainingSettings defaults, int records) {
    int passes =
        Math.clamp(
            RECORDS_TO_SEE / Math.max(1, records), defaults.schedule().epochs(), MOST_PASSES);
    return defaults
        .with(rank, alpha, epochs == null ? passes : epochs, learningRate, seed)
        .with(
            heldOut == null ? defaults.heldOut() : heldOut,
            Boolean.TRUE.equals(gradients) ? LAST_CHECKPOINT : GradientSettings.NONE);
  }
}
