package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.datanet.inference.ServedModel;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// The JSON objects of the OpenAI interface.
///
/// @param probabilities writes log-probabilities in the form of an endpoint
record Replies(ObjectMapper mapper, Probabilities probabilities) {

  static final String EXTENSION = "datanet";

  /// What all objects of one call have in common.
  ///
  /// @param fingerprint names the base model and the adapter: the same one with the same seed gives
  ///   the same answer
  /// @param logprobs whether log-probabilities are reported
  record Head(
      Endpoint endpoint,
      String id,
      long createdEpochSeconds,
      String model,
      String fingerprint,
      boolean logprobs) {}

  /// Token counts of one call.
  ///
  /// @param cachedTokens tokens of the prompt that another call had read already
  record Usage(int promptTokens, int completionTokens, int cachedTokens) {}

  ObjectNode full(Head head, List<Choice> choices, Usage usage) {
    ObjectNode reply = head(head, head.endpoint().object);
    ArrayNode list = reply.putArray("choices");
    for (Choice choice : choices) {
      ObjectNode one = choice(list, choice.index(), choice.finishReason());
      if (head.endpoint() == Endpoint.CHAT) {
        putMessage(head, one.putObject("message").put("role", "assistant"), choice);
      } else {
        one.put("text", choice.text());
      }
      if (head.logprobs()) {
        one.set("logprobs", probabilities.of(head.endpoint(), choice.tokens()));
      }
    }
    putUsage(reply, usage);
    return reply;
  }

  private void putMessage(Head head, ObjectNode message, Choice choice) {
    boolean none = choice.text().isBlank() && !choice.calls().isEmpty();
    message.put("content", none ? null : choice.text()).putNull("refusal");
    if (!choice.calls().isEmpty()) {
      putCalls(message, head, choice, false);
    }
  }

  private static void putCalls(ObjectNode message, Head head, Choice choice, boolean numbered) {
    ArrayNode calls = message.putArray("tool_calls");
    for (int i = 0; i < choice.calls().size(); i++) {
      ObjectNode call = calls.addObject();
      if (numbered) {
        call.put("index", i);
      }
      String id = head.id() + "/" + choice.index() + "/" + i;
      call.put("id", "call_" + Hash.sha256(id).hex().substring(2, 26)).put("type", "function");
      call.putObject("function")
          .put("name", choice.calls().get(i).name())
          .put("arguments", choice.calls().get(i).arguments());
    }
  }

  /// The first chunk of an answer in a chat stream.
  ObjectNode opening(Head head, int index) {
    ObjectNode chunk = head(head, head.endpoint().chunkObject);
    choice(chunk.putArray("choices"), index, null)
        .putObject("delta")
        .put("role", "assistant")
        .put("content", "");
    return chunk;
  }

  ObjectNode piece(Head head, Choice.Piece piece) {
    ObjectNode chunk = head(head, head.endpoint().chunkObject);
    ObjectNode choice = choice(chunk.putArray("choices"), piece.index(), null);
    if (head.endpoint() == Endpoint.CHAT) {
      choice.putObject("delta").put("content", piece.text());
    } else {
      choice.put("text", piece.text());
    }
    if (head.logprobs()) {
      choice.set("logprobs", probabilities.of(head.endpoint(), piece.tokens()));
    }
    return chunk;
  }

  /// The chunk with the function calls of an answer.
  ObjectNode calls(Head head, Choice answer) {
    ObjectNode chunk = head(head, head.endpoint().chunkObject);
    ObjectNode choice = choice(chunk.putArray("choices"), answer.index(), null);
    putCalls(choice.putObject("delta"), head, answer, true);
    return chunk;
  }

  /// The chunk that says why an answer ended.
  ObjectNode ending(Head head, Choice answer) {
    ObjectNode chunk = head(head, head.endpoint().chunkObject);
    ObjectNode choice = choice(chunk.putArray("choices"), answer.index(), answer.finishReason());
    if (head.endpoint() == Endpoint.CHAT) {
      choice.putObject("delta");
    } else {
      choice.put("text", "");
    }
    return chunk;
  }

  /// The chunk without choices that a client asked for with `include_usage`.
  ObjectNode bare(Head head) {
    ObjectNode chunk = head(head, head.endpoint().chunkObject);
    chunk.putArray("choices");
    return chunk;
  }

  private static void putUsage(ObjectNode reply, Usage usage) {
    reply
        .putObject("usage")
        .put("prompt_tokens", usage.promptTokens())
        .put("completion_tokens", usage.completionTokens())
        .put("total_tokens", usage.promptTokens() + usage.completionTokens())
        .putObject("prompt_tokens_details")
        .put("cached_tokens", usage.cachedTokens());
  }

  void putTiming(ObjectNode reply, Took took) {
    reply.withObjectProperty(EXTENSION).set("timing", mapper.valueToTree(took));
  }

  void putRoute(ObjectNode reply, RouteTaken taken) {
    reply
        .withObjectProperty(EXTENSION)
        .putObject("route")
        .put("name", taken.route().id())
        .put("why", taken.auto() ? "auto" : "chosen");
  }

  void putExtension(ObjectNode reply, Map<String, Object> extension) {
    reply.withObjectProperty(EXTENSION).setAll(mapper.<ObjectNode>valueToTree(extension));
  }

  ObjectNode models(List<ServedModel> models) {
    ObjectNode reply = mapper.createObjectNode().put("object", "list");
    var data = reply.putArray("data");
    models.forEach(model -> data.add(model(model)));
    return reply;
  }

  ObjectNode model(ServedModel model) {
    return mapper
        .createObjectNode()
        .put("id", model.id())
        .put("object", "model")
        .put("created", model.createdEpochSeconds())
        .put("owned_by", model.ownedBy());
  }

  ObjectNode error(ProblemException e) {
    return ApiError.body(e, mapper);
  }

  private ObjectNode head(Head head, String object) {
    return mapper
        .createObjectNode()
        .put("id", head.id())
        .put("object", object)
        .put("created", head.createdEpochSeconds())
        .put("model", head.model())
        .put("system_fingerprint", head.fingerprint());
  }

  private static ObjectNode choice(ArrayNode choices, int index, @Nullable String finishReason) {
    return choices
        .addObject()
        .put("index", index)
        .putNull("logprobs")
        .put("finish_reason", finishReason);
  }
}
