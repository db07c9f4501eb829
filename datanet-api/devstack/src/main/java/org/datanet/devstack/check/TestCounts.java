package org.datanet.devstack.check;

/// How many tests passed, failed (errors included) and were skipped.
public record TestCounts(int passed, int failed, int skipped) {
  public static final TestCounts NONE = new TestCounts(0, 0, 0);

  public TestCounts plus(TestCounts other) {
    return new TestCounts(passed + other.passed, failed + other.failed, skipped + other.skipped);
  }

  /// The closing line of a test run.
  public String line() {
    return passed + " passed, " + failed + " failed, " + skipped + " skipped";
  }
}
