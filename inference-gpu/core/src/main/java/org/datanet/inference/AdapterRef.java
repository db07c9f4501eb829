package org.datanet.inference;

import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;

/// One published adapter version.
///
/// @param modelId the name used in requests, `name:version`
/// @param contentHash hash of its files as computed by
///   [org.datanet.inference.engine.AdapterContent#hash]
public record AdapterRef(String modelId, AdapterId id, Hash contentHash) {}
