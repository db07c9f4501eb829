package org.datanet.devstack.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Foundry's last line: "Ran 4 test suites in 1.00s (2.00s CPU time): 10 tests passed, 0 failed, 1
/// skipped (11 total tests)".
final class ForgeSummary {
  private static final Pattern LINE =
      Pattern.compile(
          "Ran \\d+ test suites? in .*?: (\\d+) tests? passed, (\\d+) failed, (\\d+) skipped");

  private ForgeSummary() {}

  /// The counts in a log of `forge test`; none when forge did not get that far.
  static TestCounts read(String log) {
    TestCounts counts = TestCounts.NONE;
    Matcher line = LINE.matcher(log.replaceAll("\u001b\\[[0-9;]*m", ""));
    while (line.find()) {
      counts =
          counts.plus(
              new TestCounts(
                  Integer.parseInt(line.group(1)),
                  Integer.parseInt(line.group(2)),
                  Integer.parseInt(line.group(3))));
    }
    return counts;
  }
}
