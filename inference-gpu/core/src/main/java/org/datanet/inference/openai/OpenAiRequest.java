package org.datanet.inference.openai;

import java.util.Optional;
import org.datanet.inference.RetrievalRequest;
import org.datanet.inference.engine.Decoding;
import org.datanet.kernel.Hash;

/// A valid request to generate text, of either endpoint.
///
/// @param prompt the text to continue
/// @param maxTokens empty when the request leaves it to the server
/// @param includeUsage whether a stream ends with a chunk of its own for the usage
/// @param hash SHA-256 of the canonical request body
record OpenAiRequest(
    Endpoint endpoint,
    String model,
    String prompt,
    Optional<Integer> maxTokens,
    Decoding decoding,
    boolean stream,
    boolean includeUsage,
    Optional<RetrievalRequest> retrieval,
    Hash hash) {}
