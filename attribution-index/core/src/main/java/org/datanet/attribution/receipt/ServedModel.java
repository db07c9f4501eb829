package org.datanet.attribution.receipt;

import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;

/// The model that answered.
///
/// @param modelId name and version that answered
/// @param baseFingerprint hash of the base model's files
/// @param adapterHash hash of the adapter's files
public record ServedModel(
    String modelId, Hash baseFingerprint, AdapterId adapterId, Hash adapterHash) {}
