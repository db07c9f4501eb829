package org.datanet.devstack.check;

import java.util.List;

/// One suite that ran: its time in seconds, its exit code, its counts, and its slowest reports.
record Suite(
    String name, double seconds, int exitCode, TestCounts counts, List<JUnitReport> reports) {

  /// A suite that ended badly without naming a failed test has failed as a whole: it counts as one.
  Suite {
    if (exitCode != 0 && counts.failed() == 0) {
      counts = counts.plus(new TestCounts(0, 1, 0));
    }
    reports = List.copyOf(reports);
  }
}
