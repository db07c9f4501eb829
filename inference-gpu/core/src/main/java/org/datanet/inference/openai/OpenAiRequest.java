package org.datanet.inference.openai;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.datanet.inference.RetrievalRequest;
import org.datanet.inference.engine.Sampling;
import org.datanet.kernel.Hash;

/// A valid request to generate text, of either endpoint.
///
/// @param output what is wanted of the answer
/// @param delivery how it is sent
/// @param hash SHA-256 of the canonical request body
record OpenAiRequest(
    Endpoint endpoint,
    String model,
    Input input,
    Output output,
    Sampling sampling,
    Delivery delivery,
    Optional<RetrievalRequest> retrieval,
    Hash hash) {

  /// @param choices answers to the same prompt, 1 to 8
  /// @param maxTokens of each answer; empty when the request leaves it to the server
  /// @param stop at most four strings before which the text ends
  /// @param topLogprobs likely tokens to report beside each token; empty reports no probabilities
  /// @param findCalls whether function calls are taken out of the text
  record Output(
      int choices,
      Optional<Integer> maxTokens,
      List<String> stop,
      OptionalInt topLogprobs,
      OutputForm form,
      boolean findCalls) {}

  /// @param includeUsage whether a stream ends with a chunk of its own for the usage
  record Delivery(boolean stream, boolean includeUsage) {}
}
