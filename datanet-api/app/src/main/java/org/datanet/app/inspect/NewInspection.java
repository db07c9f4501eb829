package org.datanet.app.inspect;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import org.datanet.app.problem.AppProblem;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.jspecify.annotations.Nullable;

/// A text, and where to look for it: in 1 to 8 dataset versions, or in the newest registered
/// version of a Datanet.
///
/// @param text 1 to 100,000 characters, UTF-16 units
record NewInspection(
    List<@NotNull(message = "the id of a dataset version") DatasetVersionId> datasetVersionIds,
    @Nullable DatanetId datanetId,
    @NotNull(message = "the text to look for, 1 to 100000 characters") String text) {

  static final int MOST_VERSIONS = 8;
  static final int MOST_CHARACTERS = 100_000;

  NewInspection {
    datasetVersionIds = Objects.requireNonNullElse(datasetVersionIds, List.of());
  }

  /// @throws ProblemException `invalid-input` naming the field
  void check() {
    int length = text.length();
    if (length == 0 || length > MOST_CHARACTERS) {
      throw invalid(
          "text",
          length + " characters; send 1 to " + MOST_CHARACTERS + ", a part of it if need be");
    }
    if (datasetVersionIds.isEmpty() == (datanetId == null)) {
      throw invalid(
          "datasetVersionIds",
          "name either 1 to " + MOST_VERSIONS + " dataset versions or one datanetId");
    }
    if (datasetVersionIds.size() > MOST_VERSIONS) {
      throw invalid(
          "datasetVersionIds",
          datasetVersionIds.size() + " dataset versions; name 1 to " + MOST_VERSIONS);
    }
  }

  private static ProblemException invalid(String field, String message) {
    return new ProblemException(
        AppProblem.INVALID_INPUT, field + ": " + message, List.of(new FieldError(field, message)));
  }
}
