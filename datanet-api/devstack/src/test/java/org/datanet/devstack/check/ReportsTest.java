package org.datanet.devstack.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir private Path folder;

  @Test
  void countsTheTestCasesOfAReport() throws Exception {
    Path file = report(folder.resolve("m/target/surefire-reports"));
    JUnitReport report = JUnitReport.read(file);
    assertThat(report.name()).isEqualTo("a.BTest");
    assertThat(report.seconds()).isEqualTo(1234.5);
    assertThat(report.counts()).isEqualTo(new TestCounts(1, 2, 1));
    assertThat(report.failures())
        .containsExactly("a.BTest.fails: expected 1", "a.CTest.breaks: java.lang.Error");
  }

  @Test
  void leavesOutReportsOfAnEarlierRun() throws Exception {
    report(folder.resolve("m/target/surefire-reports"));
    assertThat(JUnitReports.below(folder, Instant.EPOCH)).hasSize(1);
    assertThat(JUnitReports.below(folder, Instant.now().plusSeconds(60))).isEmpty();
  }

  @Test
  void readsForgesLastLine() {
    String log =
        "\u001b[32mRan 4 test suites in 1.20s (2.00s CPU time)\u001b[0m: 10 tests passed, 1 failed, 2 skipped (13 total tests)";
    assertThat(ForgeSummary.read(log)).isEqualTo(new TestCounts(10, 1, 2));
    assertThat(ForgeSummary.read("Compiler run failed")).isEqualTo(TestCounts.NONE);
  }

  @Test
  void aSuiteThatEndedBadlyWithoutAFailedTestCountsAsOneFailure() {
    assertThat(new Suite("java", 1, 1, TestCounts.NONE, List.of()).counts().failed()).isEqualTo(1);
    assertThat(new Suite("java", 1, 0, TestCounts.NONE, List.of()).counts().failed()).isZero();
  }

  private static Path report(Path reports) throws Exception {
    Files.createDirectories(reports);
    return Files.writeString(
        reports.resolve("TEST-a.BTest.xml"),
        """
        <testsuite name="a.BTest" time="1,234.5" tests="4">
          <testcase name="passes"/>
          <testcase name="fails"><failure message="expected 1&#10;but was 2">at</failure></testcase>
          <testcase name="breaks" classname="a.CTest"><error type="java.lang.Error"/></testcase>
          <testcase name="waits"><skipped/></testcase>
        </testsuite>
        """);
  }
}
