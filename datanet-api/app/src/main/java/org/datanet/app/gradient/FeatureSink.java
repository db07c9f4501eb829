package org.datanet.app.gradient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.attribution.influence.FeatureLayout;
import org.datanet.attribution.influence.FeatureWriter;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;
import org.datanet.training.GradientSink;

/// Keeps the features of a run's last checkpoint in one file: every layer is projected, in
/// proportion to its size, so that all together have the wanted dimension.
final class FeatureSink implements GradientSink {

  private final Path file;
  private final ExecutorService pool;

  FeatureSink(Path file, ExecutorService pool) {
    this.file = file;
    this.pool = pool;
  }

  /// Earlier checkpoints are not wanted.
  @Override
  public boolean holds(Checkpoint checkpoint) {
    return checkpoint.number() < checkpoint.of() || isThere(checkpoint);
  }

  private boolean isThere(Checkpoint checkpoint) {
    if (!Files.exists(file)) {
      return false;
    }
    try (FeatureFile features = FeatureFile.open(file)) {
      return features.layout().equals(layout(checkpoint));
    } catch (ProblemException e) {
      return false;
    }
  }

  @Override
  public Session begin(Checkpoint checkpoint) {
    deleteOlder();
    FeatureLayout layout = layout(checkpoint);
    FeatureWriter writer = new FeatureWriter(file, layout);
    return new Session() {
      @Override
      public void add(String recordId, float[] gradient, double loss) {
        writer.add(RecordId.of(recordId), layout.features(gradient, pool));
      }

      @Override
      public void publish() {
        writer.publish();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  private void deleteOlder() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FeatureLayout layout(Checkpoint checkpoint) {
    long inputs = checkpoint.layers().stream().mapToLong(Layer::size).sum();
    List<FeatureLayout.Layer> layers = new ArrayList<>();
    for (Layer layer : checkpoint.layers()) {
      long part = layer.size() * (long) checkpoint.dimension() / inputs;
      int values = (int) Math.clamp(part, 1, layer.size());
      layers.add(new FeatureLayout.Layer(layer.name(), layer.size(), values));
    }
    return new FeatureLayout(layers, checkpoint.seed(), checkpoint.fingerprint());
  }
}
