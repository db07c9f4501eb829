package org.datanet.inference.openai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.datanet.inference.RetrievalRequest;
import org.datanet.inference.engine.Sampling;
import org.datanet.kernel.Hash;

/// A valid request to generate text, of either endpoint.
///
/// @param output what is wanted of the answer
/// @param delivery how it is sent
/// @param route how the answer is to be made
/// @param hash SHA-256 of the canonical request body
record OpenAiRequest(
    Endpoint endpoint,
    String model,
    Input input,
    Output output,
    Sampling sampling,
    Delivery delivery,
    Optional<RetrievalRequest> retrieval,
    RouteWish route,
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
      boolean findCalls) {

    /// The first field that only a model can honour; empty where a quotation will do.
    Optional<String> needsModel() {
      Map<String, Boolean> fields = new LinkedHashMap<>();
      fields.put("n", choices > 1);
      fields.put("stop", !stop.isEmpty());
      fields.put("logprobs", topLogprobs.isPresent());
      fields.put("tool_choice", form instanceof OutputForm.Call);
      fields.put("response_format", !(form instanceof OutputForm.Free));
      return fields.keySet().stream().filter(fields::get).findFirst();
    }
  }

  /// @param includeUsage whether a stream ends with a chunk of its own for the usage
  record Delivery(boolean stream, boolean includeUsage) {}
}
