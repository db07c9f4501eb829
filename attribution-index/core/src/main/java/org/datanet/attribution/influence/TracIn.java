package org.datanet.attribution.influence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import org.datanet.attribution.influence.FeatureLayout.Slice;

/// TracIn over checkpoints: how much the steps on an example lowered the answer's loss, to first
/// order. Source: Pruthi, Liu, Kale, Sundararajan: Estimating Training Data Influence by Tracing
/// Gradient Descent, NeurIPS 2020, section 3.3 (TracInCP).
public final class TracIn implements InfluenceScorer {

  private final Checkpoints checkpoints;
  private final List<Integer> learningRatesPpb;
  private final ExecutorService pool;

  /// @param checkpoints gradients of the loss at each checkpoint
  /// @param learningRatesPpb learning rates at the checkpoints, times 10^9, from 0
  public TracIn(
      List<FeatureFile> checkpoints, List<Integer> learningRatesPpb, ExecutorService pool) {
    this.checkpoints = new Checkpoints(checkpoints);
    this.learningRatesPpb = List.copyOf(learningRatesPpb);
    this.pool = pool;
    if (learningRatesPpb.size() != checkpoints.size()
        || learningRatesPpb.stream().anyMatch(rate -> rate < 0)) {
      throw new IllegalArgumentException(
          "TracIn takes a learning rate from 0 a checkpoint, got: " + learningRatesPpb);
    }
  }

  @Override
  public String method() {
    return "tracin-v1";
  }

  @Override
  public Map<String, Integer> parameters() {
    Map<String, Integer> parameters = new TreeMap<>();
    for (int c = 0; c < learningRatesPpb.size(); c++) {
      parameters.put("learningRatePpb" + c, learningRatesPpb.get(c));
    }
    return parameters;
  }

  @Override
  public List<FeatureFile> checkpoints() {
    return checkpoints.files();
  }

  @Override
  public double[] scores(List<float[]> query) {
    checkpoints.check(query);
    double[] scores = new double[checkpoints.rows()];
    for (int c = 0; c < learningRatesPpb.size(); c++) {
      FeatureFile features = checkpoints.files().get(c);
      Slice all = new Slice(0, features.layout().values());
      double[] products = new Products(features, all, pool).with(Vectors.part(query.get(c), all));
      Vectors.add(scores, learningRatesPpb.get(c) / 1e9, products);
    }
    return scores;
  }
}
