package org.datanet.attribution.receipt;

import java.util.ArrayList;
import java.util.List;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.attribution.receipt.Verification.Outcome;

/// Collects checks as they are made.
final class Checks {

  private final List<Check> checks = new ArrayList<>();

  void check(String name, boolean holds, String otherwise) {
    checks.add(
        holds ? new Check(name, Outcome.PASSED, "") : new Check(name, Outcome.FAILED, otherwise));
  }

  void pass(String name, String note) {
    checks.add(new Check(name, Outcome.PASSED, note));
  }

  void fail(String name, String why) {
    checks.add(new Check(name, Outcome.FAILED, why));
  }

  void skip(String name, String why) {
    checks.add(new Check(name, Outcome.SKIPPED, why));
  }

  Verification verification() {
    return new Verification(checks);
  }
}
