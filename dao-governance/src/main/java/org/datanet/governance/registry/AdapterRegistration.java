package org.datanet.governance.registry;

import java.util.List;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;

/// An adapter version to register: what it is and what it was made from.
///
/// @param contentHash hash of the adapter's files
/// @param baseModel content hash of a registered base model
/// @param parents at least one registered dataset version
public record AdapterRegistration(
    AdapterId id,
    UserId owner,
    Hash contentHash,
    String uri,
    Hash baseModel,
    List<DatasetVersionId> parents) {

  public AdapterRegistration {
    parents = List.copyOf(parents);
    if (parents.isEmpty()) {
      throw new IllegalArgumentException("an adapter has at least one dataset version as parent");
    }
  }
}
