package org.datanet.app.version;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.MerkleTree;
import org.datanet.kernel.RecordId;
import org.datanet.kernel.UserId;

/// A record in a version, one line of its `records.jsonl`.
///
/// @param contributor account that is paid for it
/// @param acceptedAt the platform's time of its acceptance
public record VersionRecord(
    int position,
    RecordId recordId,
    ContributionId contributionId,
    UserId contributorId,
    Address contributor,
    String text,
    Instant acceptedAt) {

  /// Leaf of the version's Merkle tree: `keccak256(keccak256(recordId[16] ‖ contributor[20] ‖
  /// sha256(text)[32]))`.
  Hash leaf() {
    return MerkleTree.leaf(
        ByteBuffer.allocate(68)
            .putLong(recordId.value().getMostSignificantBits())
            .putLong(recordId.value().getLeastSignificantBits())
            .put(contributor.bytes())
            .put(Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).bytes())
            .array());
  }
}
