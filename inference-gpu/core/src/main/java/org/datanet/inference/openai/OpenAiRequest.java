package org.datanet.inference.openai;

import java.util.List;
import java.util.Optional;
import org.datanet.inference.RetrievalRequest;
import org.datanet.inference.engine.Sampling;
import org.datanet.kernel.Hash;

/// A valid request to generate text, of either endpoint.
///
/// @param prompt the text to continue
/// @param maxTokens empty when the request leaves it to the server
/// @param stop at most four strings before which the text ends
/// @param includeUsage whether a stream ends with a chunk of its own for the usage
/// @param hash SHA-256 of the canonical request body
record OpenAiRequest(
    Endpoint endpoint,
    String model,
    String prompt,
    Optional<Integer> maxTokens,
    Sampling sampling,
    List<String> stop,
    boolean stream,
    boolean includeUsage,
    Optional<RetrievalRequest> retrieval,
    Hash hash) {}
