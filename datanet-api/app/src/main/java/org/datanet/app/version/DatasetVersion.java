package org.datanet.app.version;

import java.time.Instant;
import org.datanet.app.jobs.Progress;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// An immutable set of accepted records.
///
/// @param number 1, 2, … within its Datanet
/// @param parent the version before it
/// @param merkleRoot over leaves of [VersionRecord]s in position order; what the L2 holds
/// @param indexDigest of the suffix-array index built from exactly these records
public record DatasetVersion(
    DatasetVersionId id,
    DatanetId datanetId,
    int number,
    @Nullable DatasetVersionId parent,
    String note,
    State state,
    Progress progress,
    int recordCount,
    @Nullable Hash merkleRoot,
    @Nullable Hash indexDigest,
    @Nullable String txHash,
    @Nullable String failure,
    Instant createdAt) {

  /// A version can be licensed, trained on and queried once it is registered.
  public enum State {
    BUILDING,
    INDEXING,
    REGISTERING,
    REGISTERED,
    FROZEN,
    FAILED;

    boolean isBeingBuilt() {
      return this == BUILDING || this == INDEXING || this == REGISTERING;
    }
  }
}
