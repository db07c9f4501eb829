package org.datanet.attribution.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.kernel.DatasetVersionId;

/// The attribution of a receipt, computed again from the answer and the indexes. The words of a
/// retrieved passage are read from the index of its dataset version.
final class SharesRecomputation {

  private SharesRecomputation() {}

  /// Empty when a retrieved record does not stand in its index, or not as the receipt says.
  static Optional<Attribution> of(
      Receipt receipt, String answer, Map<DatasetVersionId, AttributionIndex> indexes) {
    List<DatasetIndex> snapshot = new ArrayList<>();
    for (DatasetReference dataset : receipt.datasets()) {
      AttributionIndex index = indexes.get(dataset.id());
      if (dataset.trained() && index != null) {
        snapshot.add(new DatasetIndex(dataset.id(), index));
      }
    }
    List<RetrievedPassage> passages = new ArrayList<>();
    for (RetrievedRecord record : receipt.retrieved()) {
      Optional<RetrievedPassage> passage = passage(record, indexes);
      if (passage.isEmpty()) {
        return Optional.empty();
      }
      passages.add(passage.get());
    }
    return Optional.of(
        Attributor.attribute(snapshot, passages, answer, receipt.attribution().parameters()));
  }

  private static Optional<RetrievedPassage> passage(
      RetrievedRecord record, Map<DatasetVersionId, AttributionIndex> indexes) {
    AttributionIndex index = indexes.get(record.datasetVersionId());
    OptionalInt ordinal = index == null ? OptionalInt.empty() : index.ordinalOf(record.recordId());
    if (index == null || ordinal.isEmpty()) {
      return Optional.empty();
    }
    int at = ordinal.getAsInt();
    RetrievedPassage passage =
        new RetrievedPassage(
            record.recordId(),
            record.datasetVersionId(),
            index.contributor(at),
            index.acceptedAt(at),
            String.join(" ", index.wordsOf(at)),
            0);
    return RetrievedRecord.of(passage).equals(record) ? Optional.of(passage) : Optional.empty();
  }
}
