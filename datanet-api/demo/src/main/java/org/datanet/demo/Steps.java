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

  /// A step and its wall time.
  record Taken(String step, double seconds) {}

  Steps(PrintStream out) {
    this.out = out;
  }

  <T> T step(String name, Supplier<T> work) {
    out.printf("%2d. %-58s", taken.size() + 1, name);
    out.flush();
    long begin = System.nanoTime();
    T result = work.get();
    double seconds = (System.nanoTime() - begin) / 1e9;
    taken.add(new Taken(name, seconds));
    out.println(String.format(Locale.ROOT, "%7.1f s", seconds));
    return result;
  }

  /// An indented remark under the last step.
  void note(String remark) {
    out.println("      " + remark);
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
