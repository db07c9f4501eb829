package org.datanet.inference.model;

import java.io.IOException;
import java.util.Locale;
import org.datanet.devstack.measure.Measures;

/// The outcomes of an evaluation: one printed line each.
final class Checks {

  private final Measures measures = new Measures();
  private final int threads;
  private int passed;
  private int failed;

  Checks(int threads) {
    this.threads = threads;
  }

  /// Passes when the largest difference is at most the tolerance; NaN fails.
  void within(String name, double difference, double tolerance) {
    boolean pass = difference <= tolerance;
    passed += pass ? 1 : 0;
    failed += pass ? 0 : 1;
    System.out.printf(
        Locale.ROOT,
        "%-44s %12.3e %12.3e  %s%n",
        name,
        difference,
        tolerance,
        pass ? "pass" : "FAIL");
    String unit =
        "max abs difference, at most %.3e: %s".formatted(tolerance, pass ? "pass" : "fail");
    measures.take(name, difference, unit, 1, threads);
  }

  /// Passes when nothing differs.
  void exact(String name, int differences) {
    within(name, differences, 0);
  }

  void skip(String name) {
    System.out.printf("%-44s %12s %12s  skipped: not in this folder%n", name, "-", "-");
  }

  boolean allPass() {
    return failed == 0 && passed > 0;
  }

  /// Prints the sum and writes `target/eval/model.json`.
  void finish() throws IOException {
    System.out.printf("%d of %d checks pass%n", passed, passed + failed);
    measures.write("eval", "model");
  }
}
