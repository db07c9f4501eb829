package org.datanet.app.gradient;

import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.influence.DataInf;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.attribution.shares.InfluenceAttributor;
import org.datanet.attribution.shares.InfluenceParameters;
import org.datanet.attribution.shares.MethodShares;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.training.AnswerGradients;

/// An adapter ready to have its answers attributed by gradients. One thread at a time.
final class ServedGradients implements AutoCloseable {

  private final FeatureFile features;
  private final DataInf scorer;
  private final AnswerGradients answers;
  private final ExecutorService pool;

  ServedGradients(FeatureFile features, AnswerGradients answers, ExecutorService pool) {
    this.features = features;
    this.answers = answers;
    this.pool = pool;
    scorer = new DataInf(features, pool);
  }

  /// @param indexes the dataset versions the adapter was trained on
  MethodShares attribute(
      SequencedMap<DatasetVersionId, AttributionIndex> indexes, String prompt, String answer) {
    float[] query = features.layout().features(answers.of(prompt, answer).gradient(), pool);
    return new InfluenceAttributor(scorer, indexes, InfluenceParameters.defaults())
        .attribute(List.of(query));
  }

  @Override
  public void close() {
    answers.close();
    features.close();
  }
}
