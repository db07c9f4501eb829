package org.datanet.demo;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// One line per test as it ends, and the reason where it failed.
final class TestLines implements TestExecutionListener {

  private final PrintStream out;
  private final Map<String, Long> begun = new ConcurrentHashMap<>();
  private int failures;

  TestLines(PrintStream out) {
    this.out = out;
  }

  boolean failed() {
    return failures > 0;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    begun.put(test.getUniqueId(), System.nanoTime());
    if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
      out.println(test.getDisplayName());
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    out.println("  skipped  " + test.getDisplayName() + ": " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean fine = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    if (test.isTest() || !fine) {
      double seconds = (System.nanoTime() - begun.getOrDefault(test.getUniqueId(), 0L)) / 1e9;
      out.printf("  %-6s %6.1f s  %s%n", fine ? "ok" : "FAILED", seconds, test.getDisplayName());
    }
    if (!fine) {
      failures++;
      result.getThrowable().ifPresent(fault -> out.println("    " + fault));
    }
  }
}
