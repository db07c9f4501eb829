package org.datanet.attribution.retrieval;

import java.time.Instant;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;

/// A record that was put into a prompt, with its relevance (BM25; only for ordering).
public record RetrievedPassage(
    RecordId recordId,
    DatasetVersionId datasetVersionId,
    Address contributor,
    Instant acceptedAt,
    String text,
    float score) {}
