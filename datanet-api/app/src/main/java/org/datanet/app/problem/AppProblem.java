package org.datanet.app.problem;

import org.datanet.kernel.Problem;

/// The failures of the application itself; `docs/problems.md` explains each.
public enum AppProblem implements Problem {
  NOT_FOUND("not-found", 404, "There is nothing with this id"),
  WRONG_STATE("wrong-state", 409, "The object is not in a state that allows this"),
  INVALID_INPUT("invalid-input", 400, "The request has faulty fields"),
  BAD_NAME("bad-name", 400, "The file's name cannot be kept"),
  FORBIDDEN("forbidden", 403, "Your role does not allow this"),
  UNAUTHENTICATED("unauthenticated", 401, "Sign in first"),
  TOO_LARGE("too-large", 413, "The upload is larger than this Datanet accepts"),
  INSUFFICIENT_FUNDS("insufficient-funds", 402, "The escrow does not cover this call"),
  IDEMPOTENCY_CONFLICT(
      "idempotency-conflict", 409, "This idempotency key was used for another request"),
  CALL_IN_PROGRESS("call-in-progress", 409, "A call with this idempotency key is still running"),
  FROZEN("frozen", 409, "This version is frozen"),
  NOTHING_TO_DO("nothing-to-do", 409, "There is nothing to do"),
  INTERNAL("internal", 500, "Something failed on our side");

  private final String slug;
  private final int status;
  private final String title;

  AppProblem(String slug, int status, String title) {
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
