package org.datanet.attribution.influence;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/// The influence function with an explicit curvature matrix; a score over the number of rows
/// estimates by how much the answer's loss (nats) grows when the example is left out.
///
/// Source: Koh, Liang: Understanding Black-box Predictions via Influence Functions, ICML 2017, eq.
/// 2, with the opposite sign.
public final class InfluenceFunction implements InfluenceScorer {

  private final Checkpoints checkpoints;
  private final Curvature curvature;
  private final int dampingPpm;
  private final String method;

  private InfluenceFunction(
      FeatureFile features, Curvature curvature, int dampingPpm, String method) {
    checkpoints = new Checkpoints(List.of(features));
    this.curvature = curvature;
    this.dampingPpm = dampingPpm;
    this.method = method;
  }

  /// With a given Hessian of the mean training loss.
  ///
  /// @param hessian `[values, values]`, symmetric
  /// @param dampingPpm parts per million of the mean of its diagonal, from 0
  public static InfluenceFunction ofHessian(
      FeatureFile features, double[][] hessian, int dampingPpm, ExecutorService pool) {
    Curvature curvature = Curvature.of(features, hessian, dampingPpm, pool);
    return new InfluenceFunction(features, curvature, dampingPpm, "influence-hessian-v1");
  }

  /// With the empirical Fisher matrix of each layer, the mean of `g g'` over the rows.
  ///
  /// @param dampingPpm parts per million of the mean of its diagonal, from 0
  public static InfluenceFunction ofFisher(
      FeatureFile features, int dampingPpm, ExecutorService pool) {
    Curvature curvature = Curvature.ofRows(features, 1.0 / features.rows(), dampingPpm, pool);
    return new InfluenceFunction(features, curvature, dampingPpm, "influence-fisher-v1");
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public Map<String, Integer> parameters() {
    return Map.of("dampingPpm", dampingPpm);
  }

  @Override
  public List<FeatureFile> checkpoints() {
    return checkpoints.files();
  }

  @Override
  public double[] scores(List<float[]> query) {
    checkpoints.check(query);
    return curvature.products(query.getFirst());
  }
}
