package org.datanet.demo.gradient;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexBuilder;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.influence.InfluenceScorer;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.Blend;
import org.datanet.attribution.shares.ContributorShare;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.attribution.shares.InfluenceAttributor;
import org.datanet.attribution.shares.InfluenceParameters;
import org.datanet.attribution.shares.MethodShares;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Ppm;

/// The contributors' shares of answers by spans, by gradients and by their blend, as a receipt
/// would have them.
final class SharesOfAnswers implements AutoCloseable {

  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000, 1L << 63));
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final AttributionIndex index;
  private final int contributors;

  /// @param examples the records; their groups are the contributors, from 0
  SharesOfAnswers(Path folder, List<Example> examples, int contributors) {
    this.contributors = contributors;
    List<IndexedRecord> records = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      records.add(
          new IndexedRecord(
              Features.recordId(i),
              address(example.group()),
              example.answer(),
              FIRST.plusSeconds(i)));
    }
    IndexBuilder.build(folder, records, (done, total, unit, message) -> {});
    index = AttributionIndex.open(folder);
  }

  private static Address address(int contributor) {
    return Address.of("0x%040x".formatted(contributor + 1));
  }

  Attribution spans(String answer) {
    return Attributor.attribute(
        List.of(new DatasetIndex(VERSION, index)),
        List.of(),
        answer,
        AttributionParameters.defaults());
  }

  MethodShares gradients(InfluenceScorer scorer, float[] query, InfluenceParameters parameters) {
    SequencedMap<DatasetVersionId, AttributionIndex> indexes = new LinkedHashMap<>();
    indexes.put(VERSION, index);
    return new InfluenceAttributor(scorer, indexes, parameters).attribute(List.of(query));
  }

  /// `[contributors]`, parts of the answer.
  double[] blend(Attribution spans, MethodShares gradients) {
    return shares(Blend.of(spans, List.of(gradients)).shares());
  }

  /// `[contributors]`, parts of the answer.
  double[] shares(List<ContributorShare> shares) {
    double[] each = new double[contributors];
    for (ContributorShare share : shares) {
      int contributor = Integer.parseInt(share.contributor().hex().substring(2), 16) - 1;
      each[contributor] += (double) share.ppm() / Ppm.WHOLE;
    }
    return each;
  }

  @Override
  public void close() {
    index.close();
  }
}
