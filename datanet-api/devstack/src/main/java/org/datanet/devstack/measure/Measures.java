package org.datanet.devstack.measure;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The measured values of a run: printed as they come, written as a list of {metric, value, unit,
/// n, threads, machine, commit} at the end.
public final class Measures {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final List<Measure> all = new ArrayList<>();
  private final String machine;
  private final String commit;

  /// The measures of a program that `./datanet` started: it says where it runs.
  public Measures() {
    this(
        System.getProperty("datanet.machine", "unknown"),
        System.getProperty("datanet.commit", "unknown"));
  }

  /// @param machine processor, cores and memory, in words
  /// @param commit of the code that is measured
  public Measures(String machine, String commit) {
    this.machine = machine;
    this.commit = commit;
  }

  /// One value; `n` is how many runs it comes from.
  record Measure(
      String metric,
      double value,
      String unit,
      int n,
      int threads,
      String machine,
      String commit) {}

  /// Takes down and prints one value.
  ///
  /// @param n how many runs it comes from
  /// @param threads threads the measured work used
  public void add(String metric, double value, String unit, int n, int threads) {
    take(metric, value, unit, n, threads);
    System.out.printf(Locale.ROOT, "  %-56s %14.4f %-20s n=%d%n", metric, value, unit, n);
  }

  /// Takes down one value that the program prints in its own way.
  public void take(String metric, double value, String unit, int n, int threads) {
    all.add(new Measure(metric, value, unit, n, threads, machine, commit));
  }

  /// Median and 99th percentile of single times.
  ///
  /// @param name with `%s` where `p50` and `p99` go
  public void percentiles(String name, long[] nanos, double nanosPerUnit, String unit) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    for (int percent : new int[] {50, 99}) {
      double value = sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
      add(name.formatted("p" + percent), value / nanosPerUnit, unit, sorted.length, 1);
    }
  }

  /// Writes `target/KIND/NAME.json`, with `bench` or `eval` as kind.
  public void write(String kind, String name) throws IOException {
    Path file = Path.of(System.getProperty("datanet.root", "."), "target", kind, name + ".json");
    Files.createDirectories(file.getParent());
    JSON.writeValue(file.toFile(), all);
    System.out.println("wrote " + file);
  }
}
