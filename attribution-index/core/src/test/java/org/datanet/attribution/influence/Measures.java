package org.datanet.attribution.influence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measured values, printed as a table and written as a list of {metric, value, unit, n, threads,
/// machine, commit}.
final class Measures {

  private record Measure(
      String metric,
      double value,
      String unit,
      int n,
      int threads,
      String machine,
      String commit) {}

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path root = Path.of(System.getProperty("datanet.root", "."));
  private final List<Measure> measures = new ArrayList<>();
  private final int threads;
  private final String machine;
  private final String commit;

  Measures(int threads) throws IOException {
    this.threads = threads;
    machine = machine();
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty")
            .directory(root.toFile())
            .start();
    commit = new String(git.getInputStream().readAllBytes()).strip();
  }

  /// @param n number of runs or cases the value comes from
  void add(String metric, double value, String unit, int n) {
    measures.add(new Measure(metric, value, unit, n, threads, machine, commit));
    System.out.printf(Locale.ROOT, "  %-50s %12.4f %-12s n=%d%n", metric, value, unit, n);
  }

  /// Writes `target/FILE` below the project's root.
  void write(String file) throws IOException {
    Path target = root.resolve("target").resolve(file);
    Files.createDirectories(target.getParent());
    JSON.writeValue(target.toFile(), measures);
    System.out.println("wrote " + target);
  }

  private static String machine() throws IOException {
    Path processor = Path.of("/proc/cpuinfo");
    String model =
        !Files.exists(processor)
            ? "unknown processor"
            : Files.readAllLines(processor).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    return model + ", Java " + Runtime.version();
  }
}
