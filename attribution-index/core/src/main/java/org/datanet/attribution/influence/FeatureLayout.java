package org.datanet.attribution.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// What the values of a row of features are.
///
/// @param layers in the order of their values, at least one
/// @param seed of the random projection; without meaning when no layer is projected
/// @param fingerprint of model and adapter at the checkpoint the gradients were taken
public record FeatureLayout(List<Layer> layers, long seed, Hash fingerprint) {

  /// Most values of a row.
  public static final int MAX_VALUES = 1 << 24;

  /// A part of the parameters, such as one adapter matrix.
  ///
  /// @param inputs parameters, 1 to 2^31 - 1
  /// @param values kept of them: as many, or fewer by random projection; from 1
  public record Layer(String name, int inputs, int values) {

    public Layer {
      if (values < 1 || values > inputs) {
        throw new IllegalArgumentException(
            "layer " + name + " keeps 1 to " + inputs + " values, got: " + values);
      }
    }

    /// A layer that is kept as it is.
    public static Layer whole(String name, int values) {
      return new Layer(name, values, values);
    }
  }

  /// Where the values of a layer lie in a row.
  record Slice(int start, int values) {}

  public FeatureLayout {
    layers = List.copyOf(layers);
    long values = layers.stream().mapToLong(Layer::values).sum();
    if (values < 1 || values > MAX_VALUES || sumOfInputs(layers) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a row has 1 to " + MAX_VALUES + " values of at most 2^31 - 1 inputs, got: " + values);
    }
  }

  private static long sumOfInputs(List<Layer> layers) {
    return layers.stream().mapToLong(Layer::inputs).sum();
  }

  /// Values of a row.
  public int values() {
    return layers.stream().mapToInt(Layer::values).sum();
  }

  /// Parameters a row is made from.
  public int inputs() {
    return layers.stream().mapToInt(Layer::inputs).sum();
  }

  List<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    int start = 0;
    for (Layer layer : layers) {
      slices.add(new Slice(start, layer.values()));
      start += layer.values();
    }
    return slices;
  }

  /// The features of a gradient, of a training example as of a query.
  ///
  /// @param gradient `[inputs]`, layer after layer
  /// @param pool where the projection runs; the result does not depend on it
  /// @return `[values]`
  /// @throws ProblemException `features-invalid`
  public float[] features(float[] gradient, ExecutorService pool) {
    check(gradient, inputs(), "gradient");
    float[] features = new float[values()];
    int from = 0;
    int to = 0;
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      if (layer.values() == layer.inputs()) {
        System.arraycopy(gradient, from, features, to, layer.values());
      } else {
        var projection = new RandomProjection(seed, l, layer);
        projection.project(gradient, from, features, to, pool);
      }
      from += layer.inputs();
      to += layer.values();
    }
    return features;
  }

  /// @throws ProblemException `features-invalid` unless there are `count` finite values
  static void check(float[] values, int count, String what) {
    if (values.length != count) {
      throw invalid("The " + what + " has " + values.length + " values, expected are " + count);
    }
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[i])) {
        throw invalid("Value " + i + " of the " + what + " is " + values[i] + ", not a number");
      }
    }
  }

  static ProblemException invalid(String detail) {
    return new ProblemException(AttributionProblem.FEATURES_INVALID, detail);
  }
}
