package org.datanet.app.contribution;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.datanet.app.jobs.Progress;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// One uploaded file and how far it has come.
///
/// @param verdict JSON of the gate's verdict, once there is one
/// @param privacyReport JSON of what was found and replaced, once anonymised
/// @param earned what its records have been credited with so far
/// @param versions dataset versions that hold records of it
/// @param trainings training runs that read records of it
public record Contribution(
    ContributionId id,
    DatanetId datanetId,
    UserId contributorId,
    String fileName,
    long sizeBytes,
    State state,
    Hash consentHash,
    Hash licenceHash,
    @Nullable Hash contentHash,
    @Nullable String detectedType,
    @Nullable String language,
    @JsonRawValue @Nullable String verdict,
    @JsonRawValue @Nullable String privacyReport,
    @JsonRawValue String reasons,
    @Nullable UserId reviewerId,
    int recordCount,
    Progress progress,
    TokenAmount earned,
    List<DatasetVersionId> versions,
    List<TrainingRunId> trainings,
    Instant createdAt,
    Instant updatedAt) {

  /// `*ING` states are worked on by a job; the others wait for a person or are final.
  public enum State {
    UPLOADING,
    UPLOADED,
    CHECKING,
    ANONYMISING,
    IN_REVIEW,
    ACCEPTED,
    REJECTED,
    SENT_BACK,
    WITHDRAWN,
    FAILED;

    boolean isBeingProcessed() {
      return this == UPLOADED || this == CHECKING || this == ANONYMISING;
    }

    /// Nothing more happens by itself.
    public boolean isFinal() {
      return this == ACCEPTED
          || this == REJECTED
          || this == SENT_BACK
          || this == WITHDRAWN
          || this == FAILED;
    }
  }
}
