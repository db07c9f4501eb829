package org.datanet.devstack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.datanet.devstack.build.BuildProgress;
import org.jspecify.annotations.Nullable;

/// A build for people: a bar per part on a terminal, two plain lines per part elsewhere.
final class ConsoleBuild implements BuildProgress {
  private final PrintStream out;
  private @Nullable ProgressBar bar;

  ConsoleBuild(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begins(String part) {
    if (!Session.terminal()) {
      out.println("  " + part + " ...");
      return;
    }
    bar =
        new ProgressBarBuilder()
            .setTaskName(part)
            .setInitialMax(-1)
            .setStyle(ProgressBarStyle.ASCII)
            .hideEta()
            .build();
  }

  @Override
  public void step(int done, int total, String what) {
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(done);
      bar.setExtraMessage(" " + what);
    }
  }

  @Override
  public void ends(String part, Duration took) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    out.printf(Locale.ROOT, "  %s: %.1f s%n", part, took.toMillis() / 1000.0);
  }

  @Override
  public void skipped(String part, String reason) {
    out.println("  " + part + ": skipped, " + reason);
  }
}
