package org.datanet.attribution.influence;

import java.util.List;
import java.util.Map;
import org.datanet.kernel.ProblemException;

/// Scores every training example by its influence on an answer; the formulas stand in the package.
/// Thread-safe, as long as the feature files are open and the pool runs.
public sealed interface InfluenceScorer permits DataInf, TracIn, Trak, InfluenceFunction {

  /// Name and version of the method, such as `datainf-v1`.
  String method();

  /// Its knobs by name, integers, so that a receipt can carry them.
  Map<String, Integer> parameters();

  /// The feature files read, one a checkpoint, with the same examples in the same rows.
  List<FeatureFile> checkpoints();

  /// The score of each row: above zero, the example lowered the answer's loss.
  ///
  /// @param query the answer's features at each checkpoint, `[checkpoints][values]`
  /// @return `[rows]`
  /// @throws ProblemException `features-invalid`
  double[] scores(List<float[]> query);
}
