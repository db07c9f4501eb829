package org.datanet.kernel;

import java.util.List;

/// A [Problem] met in one concrete case. The detail says what is wrong and what to do; it never
/// holds personal data, because it reaches logs and clients.
public final class ProblemException extends RuntimeException {

  private final Problem problem;
  private final List<FieldError> errors;

  /// One faulty input field: its JSON path, and what value is expected.
  public record FieldError(String field, String message) {}

  public ProblemException(Problem problem, String detail) {
    this(problem, detail, List.of());
  }

  public ProblemException(Problem problem, String detail, List<FieldError> errors) {
    super(detail);
    this.problem = problem;
    this.errors = List.copyOf(errors);
  }

  public Problem problem() {
    return problem;
  }

  /// The sentence shown to the caller.
  public String detail() {
    return String.valueOf(getMessage());
  }

  public List<FieldError> errors() {
    return errors;
  }
}
