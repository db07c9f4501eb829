package org.datanet.attribution.shares;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.attribution.influence.InfluenceScorer;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.ProblemException;

/// Turns influence scores into shares. Made once for an adapter and the indexes of its training
/// snapshot; each call reads the feature files. Thread-safe.
///
/// 1. A record's score is the sum over its rows. A cluster of near duplicates is one source and
///    scores like the best of its records; those accepted first earn for it.
/// 2. Scores above zero become integers, in steps of the highest over 2^31, rounded down. From here
///    on all is in integers.
/// 3. `attributablePpm` of the answer are divided in proportion to all of them; only the
///    `topSources` highest earn, and a contributor's share above a cap is cut. What nobody earns
///    stays unattributed.
/// 4. Integer parts per million by largest remainder over records.
public final class InfluenceAttributor {

  private static final double STEPS = 0x1p31;
  private static final long WHOLE_ANSWER = 1_000_000_000L * Ppm.WHOLE;

  private final InfluenceScorer scorer;
  private final InfluenceSources sources;
  private final InfluenceParameters parameters;

  /// @param indexes the dataset versions the adapter was trained on; nothing else may earn. A
  ///   record of two versions counts for the first
  public InfluenceAttributor(
      InfluenceScorer scorer,
      SequencedMap<DatasetVersionId, AttributionIndex> indexes,
      InfluenceParameters parameters) {
    this.scorer = scorer;
    this.parameters = parameters;
    sources = new InfluenceSources(scorer.checkpoints().getFirst(), indexes);
  }

  /// Whose records lowered the loss of an answer.
  ///
  /// @param query the answer's features at each checkpoint, `[checkpoints][values]`, as
  ///   [org.datanet.attribution.influence.FeatureLayout#features] gives them
  /// @throws ProblemException `features-invalid`
  public MethodShares attribute(List<float[]> query) {
    List<RecordShare> records = shares(sources.scores(scorer.scores(query)));
    return new MethodShares(
        scorer.method(),
        parameters.weightPpm(),
        published(),
        inputs(query),
        records,
        Ppm.WHOLE - records.stream().mapToInt(RecordShare::ppm).sum());
  }

  private Map<String, Integer> published() {
    Map<String, Integer> published = new HashMap<>(scorer.parameters());
    published.putAll(parameters.published());
    return published;
  }

  private List<RecordShare> shares(double[] scores) {
    long[] weights = quantised(scores);
    BigInteger sum = BigInteger.valueOf(LongStream.of(weights).sum());
    BigInteger attributable =
        BigInteger.valueOf(WHOLE_ANSWER / Ppm.WHOLE * parameters.attributablePpm());
    Ledger ledger = new Ledger();
    for (int source : highest(weights)) {
      long credit =
          attributable.multiply(BigInteger.valueOf(weights[source])).divide(sum).longValueExact();
      if (!sources.earners(source).isEmpty()) {
        Credit.split(credit, sources.earners(source)).forEach(ledger::add);
      }
    }
    ledger.cap(parameters.contributorCapPpm(), WHOLE_ANSWER);
    return ledger.shares(WHOLE_ANSWER);
  }

  /// Scores above zero in steps of the highest over 2^31, rounded down.
  private static long[] quantised(double[] scores) {
    double highest = 0;
    for (double score : scores) {
      if (!Double.isFinite(score)) {
        throw new ProblemException(
            AttributionProblem.FEATURES_INVALID,
            "A score is " + score + ": the query's features are too large");
      }
      highest = Math.max(highest, score);
    }
    long[] weights = new long[scores.length];
    for (int i = 0; highest > 0 && i < scores.length; i++) {
      weights[i] = (long) (Math.max(0, scores[i]) / highest * STEPS);
    }
    return weights;
  }

  /// The sources that earn, the highest first, of equals the one whose row comes first.
  private List<Integer> highest(long[] weights) {
    return IntStream.range(0, weights.length)
        .filter(source -> weights[source] > 0)
        .boxed()
        .sorted(Comparator.comparingLong((Integer source) -> -weights[source]))
        .limit(parameters.topSources())
        .toList();
  }

  private List<Hash> inputs(List<float[]> query) {
    List<Hash> inputs = new ArrayList<>();
    scorer.checkpoints().stream().map(FeatureFile::digest).forEach(inputs::add);
    int values = query.stream().mapToInt(gradient -> gradient.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values).order(ByteOrder.LITTLE_ENDIAN);
    query.forEach(gradient -> {
      for (float value : gradient) {
        bytes.putFloat(value);
      }
    });
    inputs.add(Hash.sha256(bytes.array()));
    return inputs;
  }
}
