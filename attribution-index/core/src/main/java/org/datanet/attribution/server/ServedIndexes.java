package org.datanet.attribution.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.CurrentIndex;
import org.datanet.kernel.ProblemException;

/// The indexes below the data directory, each opened when first asked for and closed when its
/// folder holds no index any more. Thread-safe.
@ApplicationScoped
class ServedIndexes {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Path folder;
  private final MeterRegistry metrics;
  private final Map<String, Served> open = new HashMap<>();

  private record Served(CurrentIndex index, Gauge generation) {}

  ServedIndexes(AttributionServerConfig config, MeterRegistry metrics) {
    folder = config.dataDir();
    this.metrics = metrics;
  }

  /// The latest generation of an index.
  ///
  /// @throws ProblemException `index-request-invalid`, `index-not-found`, `index-corrupt`,
  ///   `index-newer`
  synchronized CurrentIndex.Lease acquire(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ProblemException(
          AttributionProblem.INDEX_REQUEST_INVALID,
          "An index is named by 1 to 100 letters, digits, dots, dashes and underscores, the first"
              + " a letter or digit");
    }
    Served served = open.computeIfAbsent(name, this::open);
    try {
      return served.index().acquire();
    } catch (RuntimeException e) {
      close(name); // opened anew at the next call
      throw e;
    }
  }

  private Served open(String name) {
    CurrentIndex index = new CurrentIndex(folder.resolve(name));
    return new Served(
        index,
        Gauge.builder("datanet.attribution.index.generation", index, ServedIndexes::generation)
            .tag("index", name)
            .register(metrics));
  }

  private static double generation(CurrentIndex index) {
    try (CurrentIndex.Lease lease = index.acquire()) {
      return lease.index().generation();
    }
  }

  private void close(String name) {
    Served served = open.remove(name);
    if (served != null) {
      metrics.remove(served.generation());
      served.index().close();
    }
  }

  /// The names of all indexes, in order.
  synchronized List<String> names() {
    List<String> published = published();
    List.copyOf(open.keySet()).stream()
        .filter(name -> !published.contains(name))
        .forEach(this::close);
    return published;
  }

  private List<String> published() {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(AttributionIndex::isPublished)
          .map(path -> path.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @PreDestroy
  synchronized void closeAll() {
    List.copyOf(open.keySet()).forEach(this::close);
  }
}
