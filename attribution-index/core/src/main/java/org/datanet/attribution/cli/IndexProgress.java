package org.datanet.attribution.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.datanet.attribution.corpus.CorpusSource;
import org.datanet.attribution.index.BuildProgress;
import org.jspecify.annotations.Nullable;

/// Shows how far a change is: on a terminal one line that moves, elsewhere a line each ten seconds.
final class IndexProgress implements BuildProgress, AutoCloseable {

  private static final int BAR = 24;

  private final PrintWriter err;
  private final @Nullable CorpusSource source;
  private final boolean terminal = isTerminal();
  private final long started = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private volatile long records;
  private volatile String doing = "";
  private int shown;

  /// @param source that is being read; null when none is
  IndexProgress(PrintWriter err, @Nullable CorpusSource source) {
    this.err = err;
    this.source = source;
    long millis = terminal ? 200 : 10_000;
    clock.scheduleAtFixedRate(this::show, millis, millis, TimeUnit.MILLISECONDS);
  }

  /// Whether the error output is a terminal; the console of Java is about input and output.
  private static boolean isTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }

  @Override
  public void at(long done, long total, String unit, String message) {
    if (unit.equals("records")) {
      records = done;
    } else {
      doing = message + (total > 0 ? ", " + done + " of " + total : ", " + done) + " " + unit;
    }
  }

  private synchronized void show() {
    double seconds = (System.nanoTime() - started) / 1e9;
    String line = line(seconds);
    if (terminal) {
      err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    } else {
      err.println(line);
    }
    err.flush();
  }

  private String line(double seconds) {
    if (source == null || source.bytesRead() >= source.bytes()) {
      String what = source == null ? "" : String.format(Locale.ROOT, "%,d records read; ", records);
      return String.format(
          Locale.ROOT, "%s%s, %.0f s", what, doing.isEmpty() ? "sorting suffixes" : doing, seconds);
    }
    double part = (double) source.bytesRead() / source.bytes();
    int full = (int) (part * BAR);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f %%  %,d records, %,.0f a second, %s left",
        "#".repeat(full),
        ".".repeat(BAR - full),
        100 * part,
        records,
        records / seconds,
        left(seconds * (1 - part) / part));
  }

  private static String left(double seconds) {
    return seconds < 1e6
        ? String.format(Locale.ROOT, "%d:%02d", (long) seconds / 60, (long) seconds % 60)
        : "?";
  }

  @Override
  public void close() {
    clock.shutdownNow();
    synchronized (this) {
      if (shown > 0) {
        err.print("\r" + " ".repeat(shown) + "\r");
        err.flush();
      }
    }
  }
}
