package org.datanet.app.inspect;

import java.time.Instant;
import java.util.List;
import org.datanet.app.version.DatasetVersion;
import org.datanet.attribution.shares.Attribution;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;

/// Whose data a text repeats. It holds no text of any record.
///
/// @param versions where it was looked for; their index digests say in exactly which data
/// @param attribution as a receipt would carry it
/// @param records what the attribution does not say about the records it names, accepted first
/// @param milliseconds what it took, from the request to this answer
record Inspection(
    List<DatasetVersion> versions,
    Attribution attribution,
    List<Source> records,
    long milliseconds) {

  /// When a record was accepted, by the platform's clock.
  ///
  /// @param contributionId only for those who may read it
  record Source(RecordId recordId, Instant acceptedAt, @Nullable ContributionId contributionId) {}
}
