package org.datanet.access.audit;

import java.util.List;
import org.datanet.kernel.Hash;

/// The proof that an entry stands in the log at `index` (0-based) while the log had `size` entries.
/// It verifies offline, with nothing but this record and a root from a source one trusts.
public record InclusionProof(
    long index,
    long size,
    Hash leafHash,
    AuditEntry entry,
    Hash salt,
    List<Hash> path,
    Hash rootHash) {

  public InclusionProof {
    path = List.copyOf(path);
  }

  /// Whether the entry and salt give the leaf, and the path leads from it to the root.
  public boolean verify() {
    return SaltedLeaf.of(entry, salt).equals(leafHash)
        && Rfc6962.verifyInclusion(leafHash, index, size, path, rootHash);
  }
}
