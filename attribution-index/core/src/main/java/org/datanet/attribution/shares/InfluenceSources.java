package org.datanet.attribution.shares;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;

/// The sources behind the rows of a file of features. A record may have several rows; a cluster of
/// near-duplicate records is one source, and who was accepted first earns for it. A record that is
/// in no index or was erased, or whose cluster's first records were, is a source without earners.
final class InfluenceSources {

  private final int[] recordOfRow;
  private final int[] sourceOfRecord;
  private final List<List<Holder>> earners = new ArrayList<>();

  InfluenceSources(FeatureFile features, SequencedMap<DatasetVersionId, AttributionIndex> indexes) {
    recordOfRow = new int[features.rows()];
    Map<RecordId, Integer> records = new LinkedHashMap<>();
    for (int row = 0; row < recordOfRow.length; row++) {
      recordOfRow[row] = records.computeIfAbsent(features.recordId(row), id -> records.size());
    }
    Map<List<Holder>, Integer> known = new HashMap<>();
    sourceOfRecord =
        records.keySet().stream().mapToInt(id -> source(heirs(id, indexes), known)).toArray();
  }

  private static List<Holder> heirs(
      RecordId id, SequencedMap<DatasetVersionId, AttributionIndex> indexes) {
    Map<RecordId, Holder> heirs = new LinkedHashMap<>();
    indexes.forEach((dataset, index) -> {
      OptionalInt ordinal = index.ordinalOf(id);
      if (ordinal.isPresent()) {
        Arrays.stream(index.heirs(index.cluster(ordinal.getAsInt())))
            .filter(heir -> !index.isErased(heir))
            .mapToObj(heir -> holder(dataset, index, heir))
            .forEach(holder -> heirs.putIfAbsent(holder.recordId(), holder));
      }
    });
    return heirs.isEmpty() ? List.of() : Credit.acceptedFirst(heirs.values());
  }

  private int source(List<Holder> earning, Map<List<Holder>, Integer> known) {
    Integer source = earning.isEmpty() ? null : known.get(earning);
    if (source != null) {
      return source;
    }
    known.put(earning, earners.size());
    earners.add(earning);
    return earners.size() - 1;
  }

  private static Holder holder(DatasetVersionId dataset, AttributionIndex index, int ordinal) {
    return new Holder(
        index.recordId(ordinal), dataset, index.contributor(ordinal), index.acceptedAt(ordinal));
  }

  /// Those who share what a source earns.
  List<Holder> earners(int source) {
    return earners.get(source);
  }

  /// The score of each source: of its records' scores, each the sum over the record's rows, the
  /// highest.
  double[] scores(double[] rowScores) {
    double[] records = new double[sourceOfRecord.length];
    for (int row = 0; row < rowScores.length; row++) {
      records[recordOfRow[row]] += rowScores[row];
    }
    double[] sources = new double[earners.size()];
    for (int record = 0; record < records.length; record++) {
      int source = sourceOfRecord[record];
      sources[source] = Math.max(sources[source], records[record]);
    }
    return sources;
  }
}
