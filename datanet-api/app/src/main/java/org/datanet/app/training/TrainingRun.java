package org.datanet.app.training;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TrainingRunId;
import org.datanet.kernel.UserId;
import org.datanet.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

/// One training run on licensed dataset versions.
///
/// @param steps total optimiser steps; 0 until known
/// @param lossCurve JSON list of `{step, loss}`, loss in nats per token
/// @param heldOutCurve the same of the records kept back; empty where none are
/// @param work what was done so far
/// @param secondsLeft estimate, while it runs
/// @param contentHash hash of the adapter's files, once done
/// @param featuresDigest of the gradient features kept with the adapter, where the run was to
/// @param baseHash fingerprint of the base model it was trained on
/// @param error why it failed
public record TrainingRun(
    TrainingRunId id,
    UserId ownerId,
    String name,
    List<DatasetVersionId> datasetVersionIds,
    TrainingSettings settings,
    State state,
    int step,
    int steps,
    @Nullable Double loss,
    @JsonRawValue String lossCurve,
    @JsonRawValue String heldOutCurve,
    Work work,
    @Nullable Long secondsLeft,
    @Nullable Hash contentHash,
    @Nullable Hash featuresDigest,
    @Nullable Hash baseHash,
    @Nullable String error,
    String message,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /// @param tokens learnt so far, in all passes
  /// @param totalTokens to learn; 0 until known
  /// @param tokensPerSecond of late; 0 until known
  /// @param millis machine time, pauses left out
  public record Work(long tokens, long totalTokens, double tokensPerSecond, long millis) {

    static final Work NONE = new Work(0, 0, 0, 0);
  }

  /// Where a run stands.
  public enum State {
    QUEUED,
    RUNNING,
    /// Its owner stopped it; it can go on from its checkpoint.
    STOPPED,
    DONE,
    FAILED;

    /// Nothing happens to it by itself any more.
    boolean isFinal() {
      return this == STOPPED || this == DONE || this == FAILED;
    }
  }
}
