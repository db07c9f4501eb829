package org.datanet.training;

import org.datanet.kernel.Problem;

/// What can be wrong with a training request.
public enum TrainingProblem implements Problem {
  SETTINGS_OUT_OF_RANGE("training-settings-out-of-range", 400, "Training settings out of range"),
  NOTHING_TO_TRAIN_ON("nothing-to-train-on", 409, "No text to train on"),
  OTHER_RUNS_CHECKPOINT("other-runs-checkpoint", 409, "The checkpoint belongs to another run"),
  NOT_WRITTEN("training-not-written", 507, "Training files could not be written"),
  OUT_OF_MEMORY("training-out-of-memory", 507, "The memory does not suffice for this training");

  private final String slug;
  private final int status;
  private final String title;

  TrainingProblem(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  @Override
  public String slug() {
    return slug;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
