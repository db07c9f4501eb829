package org.datanet.attribution.receipt;

import java.time.Instant;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;

/// A record whose text was put into the prompt.
public record RetrievedRecord(
    RecordId recordId, DatasetVersionId datasetVersionId, Address contributor, Instant acceptedAt) {

  public static RetrievedRecord of(RetrievedPassage passage) {
    return new RetrievedRecord(
        passage.recordId(),
        passage.datasetVersionId(),
        passage.contributor(),
        passage.acceptedAt());
  }
}
