package org.datanet.app.gradient;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.datanet.app.objects.ObjectStore;
import org.datanet.app.wiring.AppConfig;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.training.GradientSink;

/// Files of features: written by a run, kept in the object store beside the adapter's files, and
/// cached on local disk where the adapter is served. Thread-safe.
@ApplicationScoped
public class GradientFeatures {

  private static final String NAME = "features";
  private static final int THREADS = 2;

  private final ObjectStore objects;
  private final Path cache;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().name("gradients-", 0).factory());

  GradientFeatures(ObjectStore objects, AppConfig config) {
    this.objects = objects;
    this.cache = config.dataDir().resolve("gradients");
  }

  /// Where projections and scores are computed; no result depends on it.
  ExecutorService pool() {
    return pool;
  }

  /// Takes the gradients of a run.
  ///
  /// @param folder of the run
  public GradientSink sink(Path folder) {
    return new FeatureSink(folder.resolve(NAME), pool);
  }

  /// Keeps the file of a run with its adapter.
  ///
  /// @param content hash of the adapter's files
  /// @return digest of the file; empty when the run wrote none
  public Optional<Hash> store(Hash content, Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FeatureFile features = FeatureFile.open(file)) {
      features.verify();
      objects.put(key(content), file);
      return Optional.of(features.digest());
    }
  }

  /// The features of an adapter; the caller closes them.
  ///
  /// @param digest what the adapter says it has
  /// @throws ProblemException `features-corrupt`
  FeatureFile open(Hash content, Hash digest) {
    Path file = folder(content).resolve(NAME);
    if (!Files.exists(file)) {
      objects.get(key(content), file);
    }
    FeatureFile features = FeatureFile.open(file);
    if (!features.digest().equals(digest)) {
      features.close();
      throw new ProblemException(
          AttributionProblem.FEATURES_CORRUPT,
          "The features of adapter "
              + content
              + " do not have the digest "
              + digest
              + "; train the adapter again");
    }
    return features;
  }

  /// Where the files of an adapter are cached.
  Path folder(Hash content) {
    return cache.resolve(content.hex());
  }

  private static String key(Hash content) {
    return "adapters/" + content.hex() + "/" + NAME;
  }

  @PreDestroy
  void close() {
    pool.close();
  }
}
