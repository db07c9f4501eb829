package org.datanet.inference.model;

import java.io.IOException;
import java.util.Locale;
import org.datanet.devstack.measure.Measures;

/// The outcomes of an evaluation: one printed line each.
///
/// A tolerance is the given limit or, where that is larger, five times the noise that the reference
/// states for the quantity: both sides compute in 32-bit floats, and the largest of thousands of
/// differences of two noisy runs reaches a few times the noise of one. A difference that only the
/// noise allows is marked.
final class Checks {

  private static final double OF_NOISE = 5;
  private static final String ABSOLUTE = "max abs difference";

  private final Measures measures = new Measures();
  private final Golden golden;
  private final int threads;
  private int passed;
  private int failed;

  Checks(Golden golden, int threads) {
    this.golden = golden;
    this.threads = threads;
  }

  /// Passes when the largest difference is at most the limit, or what the noise allows.
  ///
  /// @param quantity name under which the reference states its noise
  void noisy(String name, double difference, double limit, String quantity) {
    noisy(name, difference, limit, golden.noise(quantity, "max_abs"));
  }

  /// As [#noisy(String, double, double, String)] for a value that 99.9 % do not exceed.
  void noisyMost(String name, double difference, double limit, String quantity) {
    noisy(name, difference, limit, golden.noise(quantity, "p999_abs"));
  }

  private void noisy(String name, double difference, double limit, double noise) {
    boolean above = difference > limit && difference <= OF_NOISE * noise;
    String mark = above ? ", by the reference's noise; above %.1e".formatted(limit) : "";
    add(name, difference, Math.max(limit, OF_NOISE * noise), ABSOLUTE, mark);
  }

  /// Passes when the largest difference is at most the tolerance; NaN fails.
  void within(String name, double difference, double tolerance) {
    add(name, difference, tolerance, ABSOLUTE, "");
  }

  /// Passes when a share, of the logits' spread or of choices, is at most the tolerance.
  void share(String name, double share, double tolerance) {
    add(name, share, tolerance, "share", "");
  }

  private void add(String name, double difference, double tolerance, String unit, String mark) {
    boolean pass = difference <= tolerance;
    passed += pass ? 1 : 0;
    failed += pass ? 0 : 1;
    System.out.printf(
        Locale.ROOT,
        "%-52s %12.3e %12.3e  %s%s%n",
        name,
        difference,
        tolerance,
        pass ? "pass" : "FAIL",
        mark);
    String limit = ", at most %.3e: %s".formatted(tolerance, pass ? "pass" : "fail");
    measures.take(name, difference, unit + limit, 1, threads);
  }

  /// Passes when nothing differs.
  void exact(String name, int differences) {
    within(name, differences, 0);
  }

  void skip(String name) {
    System.out.printf("%-52s %12s %12s  skipped: not in this folder%n", name, "-", "-");
  }

  boolean allPass() {
    return failed == 0 && passed > 0;
  }

  int passed() {
    return passed;
  }

  /// Prints the sum and writes `target/eval/model.json`.
  void finish() throws IOException {
    System.out.printf("%d of %d checks pass%n", passed, passed + failed);
    measures.write("eval", "model");
  }
}
