package org.datanet.inference.engine;

import java.time.Instant;
import java.util.Optional;
import org.datanet.inference.AdapterRef;

/// One text to generate.
///
/// @param promptIds at least one token
/// @param maxTokens at least 1; prompt and answer together fit the context
/// @param adapter empty is the base model
/// @param tenant who asks, for a fair share of the engine: one name per payer
/// @param deadline when it is given up, waiting included
public record GenerationRequest(
    int[] promptIds,
    int maxTokens,
    Decoding decoding,
    Optional<AdapterRef> adapter,
    String tenant,
    Instant deadline) {}
