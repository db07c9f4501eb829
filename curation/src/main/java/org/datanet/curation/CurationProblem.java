package org.datanet.curation;

import org.datanet.kernel.Problem;

/// What can go wrong in curation, as callers see it.
public enum CurationProblem implements Problem {
  REVIEW_NOT_FOUND("not-found", 404, "There is no such review"),
  OWN_CONTRIBUTION("own-contribution", 403, "Nobody reviews their own contribution"),
  REVIEW_NOT_OPEN("review-not-open", 409, "The review was decided before"),
  INVALID_DECISION("invalid-decision", 400, "The decision is incomplete");

  private final String slug;
  private final int status;
  private final String title;

  CurationProblem(String slug, int status, String title) {
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
