package org.datanet.inference;

import java.util.Optional;
import org.datanet.kernel.Hash;

/// What a caller asks for, before any work is done. The dearest this call can become is
/// `promptTokens + maxTokens`.
///
/// @param endpoint the path, e.g. `/v1/completions`
/// @param promptText the prompt as the model sees it, without retrieved passages
/// @param promptTokens upper bound of the prompt tokens in the final usage: exact without
///   retrieval; with retrieval it includes the room kept for passages
/// @param maxTokens upper bound of the generated tokens
/// @param requestHash SHA-256 of the request body in canonical JSON (RFC 8785)
/// @param route how it is answered, which decides what a token costs
public record CallRequest(
    Caller caller,
    String modelId,
    String endpoint,
    String promptText,
    int promptTokens,
    int maxTokens,
    Optional<String> idempotencyKey,
    Hash requestHash,
    Optional<RetrievalRequest> retrieval,
    Route route) {}
