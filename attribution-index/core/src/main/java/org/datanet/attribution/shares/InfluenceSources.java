package org.datanet.attribution.shares;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.influence.FeatureFile;
import org.datanet.kernel.RecordId;

/// The sources behind the rows of a file of features. A record may have several rows; a cluster of
/// near-duplicate records is one source, and who was accepted first earns for it. A record that is
/// in no index, or whose cluster lost its first records by erasure, is a source without earners.
final class InfluenceSources {

  private final int[] recordOfRow;
  private final int[] sourceOfRecord;
  private final List<List<Holder>> earners = new ArrayList<>();

  InfluenceSources(FeatureFile features, List<DatasetIndex> indexes) {
    recordOfRow = new int[features.rows()];
    Map<RecordId, Integer> records = new HashMap<>();
    for (int row = 0; row < recordOfRow.length; row++) {
      recordOfRow[row] = records.computeIfAbsent(features.recordId(row), id -> records.size());
    }
    List<List<Holder>> heirs = heirs(records, indexes);
    Map<List<Holder>, Integer> known = new HashMap<>();
    sourceOfRecord = heirs.stream().mapToInt(each -> source(each, known)).toArray();
  }

  /// The earners of each record.
  private static List<List<Holder>> heirs(
      Map<RecordId, Integer> records, List<DatasetIndex> indexes) {
    List<Map<RecordId, Holder>> all = new ArrayList<>();
    records.forEach((id, record) -> all.add(new LinkedHashMap<>()));
    for (DatasetIndex dataset : indexes) {
      AttributionIndex index = dataset.index();
      for (int ordinal = 0; ordinal < index.recordCount(); ordinal++) {
        Integer record = records.get(index.recordId(ordinal));
        if (record != null) {
          for (int heir : index.heirs(index.cluster(ordinal))) {
            all.get(record).putIfAbsent(index.recordId(heir), holder(dataset, heir));
          }
        }
      }
    }
    return all.stream()
        .map(heirs -> heirs.isEmpty() ? List.<Holder>of() : Credit.acceptedFirst(heirs.values()))
        .toList();
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

  private static Holder holder(DatasetIndex dataset, int ordinal) {
    AttributionIndex index = dataset.index();
    return new Holder(
        index.recordId(ordinal),
        dataset.id(),
        index.contributor(ordinal),
        index.acceptedAt(ordinal));
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
