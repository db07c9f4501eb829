package org.datanet.access.audit;

import java.util.List;
import org.datanet.kernel.Hash;

/// The proof that the log of `firstSize` entries was only appended to until it had `secondSize`.
public record ConsistencyProof(
    long firstSize, Hash firstRoot, long secondSize, Hash secondRoot, List<Hash> path) {

  public ConsistencyProof {
    path = List.copyOf(path);
  }

  public boolean verify() {
    return Rfc6962.verifyConsistency(firstSize, firstRoot, secondSize, secondRoot, path);
  }
}
