package org.datanet.attribution.shares;

import java.time.Instant;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;

/// A record that holds a span, or the heir of one that does.
record Holder(
    RecordId recordId,
    DatasetVersionId datasetVersionId,
    Address contributor,
    Instant acceptedAt) {}
