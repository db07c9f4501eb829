package org.datanet.demo.gradient;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.datanet.attribution.influence.DataInf;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.attribution.influence.InfluenceScorer;
import org.datanet.attribution.influence.TracIn;
import org.datanet.attribution.influence.Trak;

/// The three scorers over one training's last checkpoint.
final class Scorers implements AutoCloseable {

  private static final int TRAK_VALUES = 512;
  private static final int TRAK_DAMPING_PPM = 100_000;
  private static final int ONE_PPB = 1_000_000_000;

  private final ExecutorService pool;
  private final FeatureFile whole;
  private final FeatureFile odds;
  private final DataInf dataInf;
  private final TracIn tracIn;
  private final Trak trak;

  /// @param train features of the training examples
  Scorers(Path folder, Features train, ExecutorService pool) {
    this.pool = pool;
    whole = train.write(folder.resolve("loss"));
    odds = train.projected(TRAK_VALUES, pool).logOdds().writeWithResiduals(folder.resolve("odds"));
    dataInf = new DataInf(whole, pool);
    tracIn = new TracIn(List.of(whole), List.of(ONE_PPB), pool);
    trak = new Trak(List.of(odds), TRAK_DAMPING_PPM, pool);
  }

  InfluenceScorer dataInf() {
    return dataInf;
  }

  /// The score of every training example for every query, by method: `[queries][examples]`.
  Map<String, double[][]> scores(Features queries) {
    Map<String, double[][]> scores = new LinkedHashMap<>();
    scores.put("datainf", scores(dataInf, queries));
    scores.put("tracin", scores(tracIn, queries));
    scores.put("trak", scores(trak, queries.projected(TRAK_VALUES, pool).logOdds()));
    return scores;
  }

  private static double[][] scores(InfluenceScorer scorer, Features queries) {
    return Arrays.stream(queries.rows())
        .map(row -> scorer.scores(List.of(row)))
        .toArray(double[][]::new);
  }

  @Override
  public void close() {
    whole.close();
    odds.close();
  }
}
