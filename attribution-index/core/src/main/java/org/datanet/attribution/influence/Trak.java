package org.datanet.attribution.influence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/// TRAK: regression on randomly projected gradients, averaged over checkpoints of independent
/// trainings. Its features are gradients of an output function (for a classifier the log-odds of
/// the right answer), with the residuals in the file; with gradients of the loss it is the
/// influence function over the Fisher matrix.
///
/// Source: Park, Georgiev, Ilyas, Leclerc, Madry: TRAK: Attributing Model Behavior at Scale, ICML
/// 2023, eq. 17; the paper's λ is 0.
public final class Trak implements InfluenceScorer {

  private final Checkpoints checkpoints;
  private final List<Curvature> kernels = new ArrayList<>();
  private final int dampingPpm;
  private final double[] residuals;

  /// @param checkpoints features of one layer, as in the paper, or of several: then the kernel is
  ///   block-diagonal
  /// @param dampingPpm λ in parts per million of the mean of the kernel's diagonal, from 0
  public Trak(List<FeatureFile> checkpoints, int dampingPpm, ExecutorService pool) {
    this.checkpoints = new Checkpoints(checkpoints);
    this.dampingPpm = dampingPpm;
    residuals = new double[this.checkpoints.rows()];
    for (FeatureFile features : checkpoints) {
      kernels.add(Curvature.ofRows(features, 1, dampingPpm, pool));
      for (int row = 0; row < residuals.length; row++) {
        residuals[row] += (double) features.residual(row) / checkpoints.size();
      }
    }
  }

  @Override
  public String method() {
    return "trak-v1";
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
    double[] scores = new double[residuals.length];
    for (int c = 0; c < kernels.size(); c++) {
      Vectors.add(scores, 1.0 / kernels.size(), kernels.get(c).products(query.get(c)));
    }
    for (int row = 0; row < scores.length; row++) {
      scores[row] *= residuals[row];
    }
    return scores;
  }
}
