package org.datanet.attribution.shares;

import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.query.LocalSpans;
import org.datanet.attribution.query.SpanIndex;
import org.datanet.kernel.DatasetVersionId;

/// A dataset version of the adapter's training snapshot, and where its records are asked.
public record DatasetIndex(DatasetVersionId id, SpanIndex index) {

  /// A dataset version whose index is open in this process.
  public DatasetIndex(DatasetVersionId id, AttributionIndex index) {
    this(id, new LocalSpans(index));
  }
}
