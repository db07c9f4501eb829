package org.datanet.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Tells the steps of the story as they happen and keeps how long each took.
final class Steps {

  private final PrintStream out;
  private final List<Taken> taken = new ArrayList<>();
  private boolean lineOpen;
  private String quarter = "";

  /// A step and its wall time.
  record Taken(String step, double seconds) {}

  Steps(PrintStream out) {
    this.out = out;
  }

  <T> T step(String name, Supplier<T> work) {
    out.printf("%2d. %-58s", taken.size() + 1, name);
    out.flush();
    lineOpen = true;
    long begin = System.nanoTime();
    T result = work.get();
    double seconds = (System.nanoTime() - begin) / 1e9;
    taken.add(new Taken(name, seconds));
    out.printf(Locale.ROOT, lineOpen ? "%7.1f s%n" : "%69.1f s%n", seconds);
    return result;
  }

  /// An indented remark under the last step.
  void note(String remark) {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
    out.println("      " + remark);
  }

  /// A remark at each quarter of something long.
  void progress(String what, int done, int all) {
    String now = all == 0 ? "" : "%s: %d %% of %d steps".formatted(what, done * 4 / all * 25, all);
    if (done > 0 && done < all && !now.equals(quarter)) {
      quarter = now;
      note(now);
    }
  }

  void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), taken);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
