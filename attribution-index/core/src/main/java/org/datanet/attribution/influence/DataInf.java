package org.datanet.attribution.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.datanet.attribution.influence.FeatureLayout.Slice;

/// DataInf: the influence function with the empirical Fisher matrix of each layer, where the mean
/// of inverses `(λ + g g')^-1` stands for the inverse of the mean; made for adapters.
///
/// Reads the file once when made and three times a query. Source: Kwon, Wu, Wu, Zou: DataInf:
/// Efficiently Estimating Data Influence in LoRA-tuned LLMs and Diffusion Models, ICLR 2024, eq. 5.
public final class DataInf implements InfluenceScorer {

  /// λ is the mean squared gradient over this.
  private static final double DAMPING = 0.1;

  private record Layer(Slice slice, double lambda, double[] squares) {}

  private final Checkpoints checkpoints;
  private final FeatureFile features;
  private final ExecutorService pool;
  private final List<Layer> layers = new ArrayList<>();

  public DataInf(FeatureFile features, ExecutorService pool) {
    this.features = features;
    checkpoints = new Checkpoints(List.of(features));
    this.pool = pool;
    for (Slice slice : features.layout().slices()) {
      double[] squares = new Products(features, slice, pool).squares();
      double mean = Vectors.sum(squares) / features.rows() / slice.values();
      if (mean > 0) {
        layers.add(new Layer(slice, DAMPING * mean, squares));
      }
    }
  }

  @Override
  public String method() {
    return "datainf-v1";
  }

  @Override
  public Map<String, Integer> parameters() {
    return Map.of();
  }

  @Override
  public List<FeatureFile> checkpoints() {
    return checkpoints.files();
  }

  @Override
  public double[] scores(List<float[]> query) {
    checkpoints.check(query);
    double[] scores = new double[features.rows()];
    for (Layer layer : layers) {
      Products rows = new Products(features, layer.slice(), pool);
      double[] v = Vectors.part(query.getFirst(), layer.slice());
      Vectors.add(scores, rows.with(direction(rows, layer, v)));
    }
    return scores;
  }

  /// `h` of the package's table.
  private static double[] direction(Products rows, Layer layer, double[] v) {
    double[] factors = rows.with(v);
    for (int i = 0; i < factors.length; i++) {
      factors[i] /= layer.lambda() + layer.squares()[i];
    }
    double[] subtracted = rows.sum(factors);
    for (int i = 0; i < v.length; i++) {
      v[i] = (v[i] - subtracted[i] / factors.length) / layer.lambda();
    }
    return v;
  }
}
