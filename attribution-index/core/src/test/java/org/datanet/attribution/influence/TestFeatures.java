package org.datanet.attribution.influence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.datanet.attribution.Samples;
import org.datanet.attribution.influence.FeatureLayout.Layer;
import org.datanet.kernel.Hash;

/// Files of features for tests; row `i` is an example of record `i`.
final class TestFeatures {

  private TestFeatures() {}

  static FeatureLayout layout(int... layers) {
    List<Layer> named = new ArrayList<>();
    for (int values : layers) {
      named.add(Layer.whole("layer " + named.size(), values));
    }
    return new FeatureLayout(named, 0, Hash.sha256("adapter"));
  }

  static FeatureFile file(Path file, float[][] rows, int... layers) {
    float[] ones = new float[rows.length];
    Arrays.fill(ones, 1);
    return file(file, rows, ones, layers);
  }

  static FeatureFile file(Path file, float[][] rows, float[] residuals, int... layers) {
    try (FeatureWriter writer = new FeatureWriter(file, layout(layers))) {
      for (int i = 0; i < rows.length; i++) {
        writer.add(Samples.recordId(i), rows[i], residuals[i]);
      }
      writer.publish();
    }
    return FeatureFile.open(file);
  }

  /// Normally distributed values.
  static float[][] random(long seed, int rows, int values) {
    Random random = new Random(seed);
    float[][] all = new float[rows][values];
    for (float[] row : all) {
      for (int i = 0; i < values; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return all;
  }
}
