package org.datanet.attribution.shares;

import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;

/// A record behind a span.
///
/// @param creditPpm its part of the span's credit, parts per million; 0 for a later copy
public record SpanRecord(
    RecordId recordId, DatasetVersionId datasetVersionId, Address contributor, int creditPpm) {}
