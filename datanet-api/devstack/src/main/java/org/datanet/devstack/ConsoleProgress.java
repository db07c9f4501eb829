package org.datanet.devstack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.datanet.devstack.stack.StackProgress;
import org.jspecify.annotations.Nullable;

/// The start of a stack for people: on a terminal one bar with what each component is doing,
/// elsewhere plain lines.
final class ConsoleProgress implements StackProgress, AutoCloseable {
  private final PrintStream out;
  private final Map<String, String> doing = new ConcurrentSkipListMap<>();
  private final @Nullable ProgressBar bar;
  private final StringBuilder done = new StringBuilder();

  ConsoleProgress(String title, int components, boolean terminal, PrintStream out) {
    this.out = out;
    this.bar =
        terminal
            ? new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(components)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .build()
            : null;
  }

  @Override
  public void doing(String component, String message) {
    doing.put(component, message);
    if (bar == null) {
      say(component, message);
    } else {
      show();
    }
  }

  @Override
  public void ready(String component, int port, Duration took) {
    finish(
        component,
        String.format(Locale.ROOT, "ready in %.1f s on port %d", took.toMillis() / 1000.0, port));
  }

  @Override
  public void alreadyRunning(String component, int port) {
    finish(component, "already running on port " + port);
  }

  @Override
  public void absent(String component) {
    finish(component, "left out (not built, or not wanted)");
  }

  private synchronized void finish(String component, String message) {
    doing.remove(component);
    if (bar == null) {
      say(component, message);
    } else {
      done.append(line(component, message));
      bar.step();
      show();
    }
  }

  private void show() {
    if (bar != null) {
      bar.setExtraMessage(" " + String.join(", ", doing.keySet()));
    }
  }

  private synchronized void say(String component, String message) {
    out.print(line(component, message));
    out.flush();
  }

  private static String line(String component, String message) {
    return String.format(Locale.ROOT, "  %-10s %s%n", component, message);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      out.print(done);
    }
  }
}
