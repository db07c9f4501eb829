package org.datanet.attribution.receipt;

import java.util.Map;
import java.util.Optional;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;

/// What a verifier has beside a receipt; checks that need more are skipped.
///
/// @param signer the attestor's account, from the L2
/// @param answer the text of the answer
/// @param indexes open indexes of licensed dataset versions
public record Evidence(
    Optional<Address> signer,
    Optional<String> answer,
    Map<DatasetVersionId, AttributionIndex> indexes) {

  public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty(), Map.of());
}
