package org.datanet.anonymization;

import org.datanet.kernel.Problem;

/// What can go wrong in anonymisation, for a caller to act on.
public enum AnonymizationProblem implements Problem {
  PRESET_UNKNOWN("privacy-preset-unknown", 400, "The privacy preset does not exist");

  private final String slug;
  private final int status;
  private final String title;

  AnonymizationProblem(String slug, int status, String title) {
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
