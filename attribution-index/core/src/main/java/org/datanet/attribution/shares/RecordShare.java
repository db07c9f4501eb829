package org.datanet.attribution.shares;

import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;

/// What part of an answer comes from a record.
///
/// @param ppm parts per million of the whole answer
public record RecordShare(
    RecordId recordId, DatasetVersionId datasetVersionId, Address contributor, int ppm) {}
