package org.datanet.demo.gradient;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.attribution.influence.FeatureLayout;
import org.datanet.attribution.influence.FeatureLayout.Layer;
import org.datanet.attribution.influence.FeatureWriter;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;

/// Gradients of examples at one checkpoint, projected to 4,096 values in all, as runs of the
/// platform keep them.
///
/// @param rows `[examples][values]`
/// @param losses mean over each answer's tokens, nats
record Features(FeatureLayout layout, float[][] rows, double[] losses) {

  private static final int DIMENSION = 4096;
  private static final long SEED = 20_261_122;

  /// Of examples under a student as it is now.
  static Features of(Student student, List<Example> examples, ExecutorService pool) {
    FeatureLayout layout = layout(student.layers());
    float[][] rows = new float[examples.size()][];
    double[] losses = new double[examples.size()];
    student.gradients(
        examples,
        (example, loss, gradient) -> {
          rows[example] = layout.features(gradient, pool);
          losses[example] = loss / student.answerTokens(examples.get(example));
        });
    return new Features(layout, rows, losses);
  }

  private static FeatureLayout layout(Map<String, Integer> sizes) {
    List<Layer> layers = new ArrayList<>();
    long inputs = sizes.values().stream().mapToLong(size -> size).sum();
    sizes.forEach((name, size) -> {
      int values = (int) Math.clamp((long) size * DIMENSION / inputs, 1, size);
      layers.add(new Layer(name, size, values));
    });
    return new FeatureLayout(layers, SEED, Hash.sha256("adapter"));
  }

  /// The same gradients projected once more, to one layer.
  Features projected(int values, ExecutorService pool) {
    Layer one = new Layer("all", layout.values(), values);
    FeatureLayout small = new FeatureLayout(List.of(one), SEED + 1, layout.fingerprint());
    float[][] projected = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      projected[row] = small.features(rows[row], pool);
    }
    return new Features(small, projected, losses);
  }

  /// Gradients of the log-odds of the answer, its probability taken as that of a mean token.
  Features logOdds() {
    float[][] odds = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      odds[row] = rows[row].clone();
      double scale = -1 / residual(row);
      for (int i = 0; i < odds[row].length; i++) {
        odds[row][i] *= (float) scale;
      }
    }
    return new Features(layout, odds, losses);
  }

  private double residual(int row) {
    return Math.max(1e-3, -Math.expm1(-losses[row]));
  }

  FeatureFile write(Path file) {
    return write(file, false);
  }

  FeatureFile writeWithResiduals(Path file) {
    return write(file, true);
  }

  private FeatureFile write(Path file, boolean residuals) {
    try (FeatureWriter writer = new FeatureWriter(file, layout)) {
      for (int row = 0; row < rows.length; row++) {
        float residual = residuals ? (float) residual(row) : 1;
        writer.add(recordId(row), rows[row], residual);
      }
      writer.publish();
    }
    return FeatureFile.open(file);
  }

  /// The record that an example stands for.
  static RecordId recordId(int example) {
    return new RecordId(new UUID(0x7000, 0x8000_0000_0000_0000L | example));
  }
}
