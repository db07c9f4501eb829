package org.datanet.training;

import org.datanet.kernel.Problem;

/// What can be wrong with a training request.
public enum TrainingProblem implements Problem {
  SETTINGS_OUT_OF_RANGE("training-settings-out-of-range", 400, "Training settings out of range"),
  NOTHING_TO_TRAIN_ON("nothing-to-train-on", 409, "No text to train on");

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
