package org.datanet.inference;

import org.datanet.kernel.Problem;

/// What can go wrong with a call in ways its caller can act on.
public enum InferenceProblem implements Problem {
  INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
  UNSUPPORTED_PARAMETER("unsupported-parameter", 400, "A parameter is not supported"),
  CONTEXT_LENGTH_EXCEEDED("context-length-exceeded", 400, "The prompt is too long for the model"),
  MODEL_NOT_FOUND("model-not-found", 404, "The model does not exist"),
  ADAPTER_FROZEN("adapter-frozen", 409, "The adapter version is frozen"),
  NO_ROUTE_WITHIN_LIMITS("no-route-within-limits", 422, "No way to answer keeps within the limits"),
  QUEUE_FULL("queue-full", 429, "Too many calls are waiting"),
  CALL_CANCELLED("call-cancelled", 499, "The call was cancelled by its client"),
  GENERATION_FAILED("generation-failed", 500, "The model could not generate an answer"),
  ADAPTER_UNAVAILABLE("adapter-unavailable", 503, "The adapter cannot be loaded"),
  CALL_TIMED_OUT("call-timed-out", 504, "The call took longer than allowed");

  private final String slug;
  private final int status;
  private final String title;

  InferenceProblem(String slug, int status, String title) {
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
