package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.datanet.inference.ServedModel;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// The JSON objects of the OpenAI interface.
record Replies(ObjectMapper mapper) {

  static final String EXTENSION = "datanet";

  /// What all objects of one call have in common.
  record Head(Endpoint endpoint, String id, long createdEpochSeconds, String model) {}

  /// Token counts of one call.
  record Usage(int promptTokens, int completionTokens) {}

  ObjectNode full(Head head, String text, String finishReason, Usage usage) {
    ObjectNode reply = head(head, head.endpoint().object);
    ObjectNode choice = choice(reply, finishReason);
    if (head.endpoint() == Endpoint.CHAT) {
      choice.putObject("message").put("role", "assistant").put("content", text);
    } else {
      choice.put("text", text);
    }
    putUsage(reply, usage);
    return reply;
  }

  /// The first chunk of a chat stream.
  ObjectNode opening(Head head) {
    ObjectNode chunk = head(head, head.endpoint().chunkObject);
    choice(chunk, null).putObject("delta").put("role", "assistant").put("content", "");
    return chunk;
  }

  ObjectNode piece(Head head, String text) {
    ObjectNode chunk = head(head, head.endpoint().chunkObject);
    ObjectNode choice = choice(chunk, null);
    if (head.endpoint() == Endpoint.CHAT) {
      choice.putObject("delta").put("content", text);
    } else {
      choice.put("text", text);
    }
    return chunk;
  }

  /// The chunk that says why the text ended.
  ObjectNode ending(Head head, String finishReason) {
    ObjectNode chunk = head(head, head.endpoint().chunkObject);
    ObjectNode choice = choice(chunk, finishReason);
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

  void putUsage(ObjectNode reply, Usage usage) {
    reply
        .putObject("usage")
        .put("prompt_tokens", usage.promptTokens())
        .put("completion_tokens", usage.completionTokens())
        .put("total_tokens", usage.promptTokens() + usage.completionTokens());
  }

  void putExtension(ObjectNode reply, Map<String, Object> extension) {
    reply.set(EXTENSION, mapper.valueToTree(extension));
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

  /// OpenAI's error object with the problem details (RFC 9457) inside.
  ObjectNode error(ProblemException e) {
    ObjectNode reply = mapper.createObjectNode();
    ObjectNode error = reply.putObject("error");
    error.put("message", e.detail());
    error.put("type", errorType(e.problem().status()));
    error.put("param", e.errors().isEmpty() ? null : e.errors().getFirst().field());
    error.put("code", e.problem().slug().replace('-', '_'));
    ObjectNode problem = error.putObject("problem");
    problem.put("type", "https://datanet.example/problems/" + e.problem().slug());
    problem.put("title", e.problem().title());
    problem.put("status", e.problem().status());
    problem.put("detail", e.detail());
    problem.set("errors", mapper.valueToTree(e.errors()));
    return reply;
  }

  static String errorType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "insufficient_quota";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }

  private ObjectNode head(Head head, String object) {
    return mapper
        .createObjectNode()
        .put("id", head.id())
        .put("object", object)
        .put("created", head.createdEpochSeconds())
        .put("model", head.model());
  }

  private static ObjectNode choice(ObjectNode reply, @Nullable String finishReason) {
    return reply
        .putArray("choices")
        .addObject()
        .put("index", 0)
        .putNull("logprobs")
        .put("finish_reason", finishReason);
  }
}
