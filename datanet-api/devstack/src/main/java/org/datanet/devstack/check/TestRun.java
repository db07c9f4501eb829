package org.datanet.devstack.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.build.Build;
import org.datanet.devstack.build.BuildProgress;
import org.datanet.devstack.build.LoggedCommand;
import org.datanet.devstack.build.Maven;
import org.datanet.devstack.process.LogFile;

/// All suites one after the other: contracts, portal, Java, end to end. Every suite runs even when
/// one before it failed; the result is honest about each.
public final class TestRun {
  private static final int FAILURES_SHOWN = 30;

  /// The story through the real stack: writes JUnit reports into the folder and returns an exit
  /// code.
  public interface EndToEnd {
    int run(Path reports) throws IOException;
  }

  private final Workspace workspace;
  private final BuildProgress progress;
  private final InstantSource clock;
  private final PrintStream out;
  private final List<Suite> suites = new ArrayList<>();

  public TestRun(
      Workspace workspace, BuildProgress progress, InstantSource clock, PrintStream out) {
    this.workspace = workspace;
    this.progress = progress;
    this.clock = clock;
    this.out = out;
  }

  /// Runs everything, prints what took longest, what failed and the closing line; true when nothing
  /// failed.
  public boolean run(EndToEnd endToEnd) throws IOException {
    Build build = new Build(workspace, progress);
    build.packages("contracts");
    contracts();
    build.portal();
    portal();
    suite("java", () -> new Maven(workspace).command(List.of("install", "-fae")), ".");
    endToEnd(endToEnd);
    return summary();
  }

  private void contracts() throws IOException {
    if (Files.exists(workspace.root().resolve("contracts/package.json"))) {
      suite("contracts", () -> List.of("npm", "test"), "contracts");
    }
  }

  private void portal() throws IOException {
    if (!Files.exists(workspace.root().resolve("datanet-api/portal/package.json"))) {
      return;
    }
    suite("portal-lint", () -> List.of("npm", "run", "lint"), "datanet-api/portal");
    List<String> tests =
        List.of(
            "npm",
            "test",
            "--",
            "--reporter=default",
            "--reporter=junit",
            "--outputFile.junit=target/surefire-reports/TEST-portal.xml");
    suite("portal", () -> tests, "datanet-api/portal");
  }

  private interface CommandLine {
    List<String> words() throws IOException;
  }

  private void suite(String name, CommandLine command, String folder) throws IOException {
    Instant since = clock.instant().minusSeconds(1);
    long begin = System.nanoTime();
    Path where = workspace.root().resolve(folder).normalize();
    LoggedCommand logged = new LoggedCommand(workspace, "test-" + name, progress);
    int code = logged.exitCode("test " + name, command.words(), where);
    List<JUnitReport> reports = JUnitReports.below(where, since);
    TestCounts counts =
        reports.stream().map(JUnitReport::counts).reduce(TestCounts.NONE, TestCounts::plus);
    if (name.equals("contracts")) {
      counts = ForgeSummary.read(Files.readString(logged.log(), StandardCharsets.UTF_8));
    }
    add(new Suite(name, (System.nanoTime() - begin) / 1e9, code, counts, reports), logged.log());
  }

  private void endToEnd(EndToEnd story) throws IOException {
    Path reports = workspace.builds().resolve("end-to-end");
    Files.createDirectories(reports);
    Instant since = clock.instant().minusSeconds(1);
    long begin = System.nanoTime();
    int code = story.run(reports);
    List<JUnitReport> found = JUnitReports.below(reports, since);
    TestCounts counts =
        found.stream().map(JUnitReport::counts).reduce(TestCounts.NONE, TestCounts::plus);
    add(new Suite("end-to-end", (System.nanoTime() - begin) / 1e9, code, counts, found), reports);
  }

  private void add(Suite suite, Path log) {
    suites.add(suite);
    out.println("  " + suite.name() + ": " + suite.counts().line());
    if (suite.exitCode() != 0) {
      out.println("  " + suite.name() + " FAILED, see " + log);
      new LogFile(log).tail(40).forEach(line -> out.println("  | " + line));
    }
  }

  private boolean summary() {
    out.println("\nWhat took longest:");
    suites.stream()
        .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
        .forEach(suite -> time(suite.seconds(), suite.name()));
    suites.stream()
        .flatMap(suite -> suite.reports().stream())
        .sorted(Comparator.comparingDouble(JUnitReport::seconds).reversed())
        .limit(10)
        .forEach(report -> time(report.seconds(), "  " + report.name()));
    TestCounts all = suites.stream().map(Suite::counts).reduce(TestCounts.NONE, TestCounts::plus);
    failures();
    out.println();
    out.println(all.line());
    return all.failed() == 0 && suites.stream().allMatch(suite -> suite.exitCode() == 0);
  }

  /// Last, where whoever looks at the end of a long log finds it.
  private void failures() {
    List<String> failed =
        suites.stream()
            .flatMap(suite -> suite.reports().stream())
            .flatMap(report -> report.failures().stream())
            .toList();
    if (!failed.isEmpty()) {
      out.println("\nWhat failed:");
      failed.stream().limit(FAILURES_SHOWN).forEach(line -> out.println("  " + line));
      if (failed.size() > FAILURES_SHOWN) {
        out.printf(Locale.ROOT, "  and %,d more%n", failed.size() - FAILURES_SHOWN);
      }
    }
  }

  private void time(double seconds, String what) {
    out.printf(Locale.ROOT, "  %8.1f s  %s%n", seconds, what);
  }
}
