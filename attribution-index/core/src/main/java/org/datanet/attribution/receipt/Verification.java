package org.datanet.attribution.receipt;

import java.util.List;

/// What a verifier found.
public record Verification(List<Check> checks) {

  /// How one check ended; `SKIPPED` when the evidence for it was not given.
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  /// A named check; the detail says what does not fit, or what is missing.
  public record Check(String name, Outcome outcome, String detail) {}

  public Verification {
    checks = List.copyOf(checks);
  }

  /// Whether no check failed.
  public boolean valid() {
    return failures().isEmpty();
  }

  public List<Check> failures() {
    return checks.stream().filter(check -> check.outcome() == Outcome.FAILED).toList();
  }
}
