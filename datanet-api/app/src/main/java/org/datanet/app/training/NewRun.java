package org.datanet.app.training;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

/// A run to start; what is left out gets the default.
record NewRun(
    @NotBlank @Size(max = 80, message = "at most 80 characters") String name,
    @NotEmpty(message = "name at least one registered dataset version")
        List<DatasetVersionId> datasetVersionIds,
    @Nullable Integer rank,
    @Nullable Double alpha,
    @Nullable Integer epochs,
    @Nullable Double learningRate,
    @Nullable Long seed) {

  /// @throws org.datanet.kernel.ProblemException naming each value out of range
  TrainingSettings over(TrainingSettings defaults) {
    return defaults.with(rank, alpha, epochs, learningRate, seed);
  }
}
