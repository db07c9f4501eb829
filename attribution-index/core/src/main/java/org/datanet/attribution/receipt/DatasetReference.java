package org.datanet.attribution.receipt;

import org.datanet.kernel.DatanetId;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;

/// A dataset version behind an answer.
///
/// @param merkleRoot root over its records, as registered on the L2
/// @param indexDigest digest of its suffix-array index
/// @param trained whether the adapter was trained on it; otherwise passages were retrieved from it
public record DatasetReference(
    DatasetVersionId id, DatanetId datanetId, Hash merkleRoot, Hash indexDigest, boolean trained) {}
