package org.datanet.attribution.shares;

import org.datanet.attribution.index.AttributionIndex;
import org.datanet.kernel.DatasetVersionId;

/// The open index of a dataset version of the adapter's training snapshot.
public record DatasetIndex(DatasetVersionId id, AttributionIndex index) {}
