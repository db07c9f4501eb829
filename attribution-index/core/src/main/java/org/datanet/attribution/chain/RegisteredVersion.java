package org.datanet.attribution.chain;

import java.time.Instant;
import java.util.List;
import org.datanet.kernel.Hash;

/// A version of an adapter or a dataset as its registry holds it.
///
/// @param contentHash hash of the adapter's files, or Merkle root over the dataset's records
/// @param publishedAt time of its block
/// @param parents ids of what it was made from: base model, dataset versions, its predecessor
public record RegisteredVersion(Hash contentHash, Instant publishedAt, List<Hash> parents) {

  public RegisteredVersion {
    parents = List.copyOf(parents);
  }
}
