package org.datanet.demo;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;

/// Runs the end-to-end tests on the platform that the system properties of the launcher name, in an
/// order that fits one fresh stack: the loop after the harmless ones, the audit of it next, the
/// kills last.
public final class EndToEnd {

  private static final List<Class<?>> ALL =
      List.of(
          RolesTest.class,
          BadInputTest.class,
          HostileFilesTest.class,
          LoopTest.class,
          VerifierTest.class,
          KillTest.class);

  private EndToEnd() {}

  /// Arguments: simple names of the classes to run; none means all. JUnit XML goes to the folder in
  /// the system property `datanet.reports`. Exit code 1 when a test failed.
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path reports = Path.of(System.getProperty("datanet.reports", "target/end-to-end"));
    TestLines lines = new TestLines(out);
    LauncherFactory.create().execute(request(Arrays.asList(arguments)), listeners(reports, lines));
    System.exit(lines.failed() ? 1 : 0);
  }

  private static LauncherDiscoveryRequest request(List<String> wanted) {
    Stream<ClassSelector> classes =
        ALL.stream()
            .filter(type -> wanted.isEmpty() || wanted.contains(type.getSimpleName()))
            .map(type -> selectClass(type));
    return LauncherDiscoveryRequestBuilder.request().selectors(classes.toList()).build();
  }

  private static TestExecutionListener[] listeners(Path reports, TestLines lines) {
    PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return new TestExecutionListener[] {
      lines, new LegacyXmlReportGeneratingListener(reports, errors)
    };
  }
}
