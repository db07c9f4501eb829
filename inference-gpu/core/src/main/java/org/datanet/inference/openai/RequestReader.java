package org.datanet.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.RetrievalRequest;
import org.datanet.inference.engine.Decoding;
import org.datanet.inference.engine.Sampling;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// Reads request bodies of the OpenAI interface. Unknown fields are ignored, as newer clients send
/// them; known ones this server cannot honour are refused.
record RequestReader(ObjectMapper mapper, ChatTemplate template) {

  private static final int MOST_TOKENS = 1 << 20;

  /// @throws ProblemException 400 naming the field
  OpenAiRequest read(Endpoint endpoint, String body) {
    Fields fields = new Fields(parse(body), "");
    refuseUnsupported(fields);
    return new OpenAiRequest(
        endpoint,
        fields.text("model"),
        endpoint == Endpoint.CHAT ? template.prompt(messages(fields)) : prompt(fields),
        fields
            .whole("max_completion_tokens", 1, MOST_TOKENS)
            .or(() -> fields.whole("max_tokens", 1, MOST_TOKENS)),
        Decoding.of(sampling(fields), fields.texts("stop", 4)),
        fields.flag("stream"),
        fields.inner("stream_options").map(o -> o.flag("include_usage")).orElse(false),
        fields.inner("datanet").flatMap(d -> d.inner("retrieval")).map(RequestReader::retrieval),
        hash(body));
  }

  private JsonNode parse(String body) {
    try {
      JsonNode object = mapper.readTree(body);
      if (object != null && object.isObject()) {
        return object;
      }
      throw malformed("the body must be a JSON object");
    } catch (JsonProcessingException e) {
      throw malformed("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static Hash hash(String body) {
    try {
      return Hash.sha256(CanonicalJson.bytes(body));
    } catch (UncheckedIOException e) {
      throw malformed("the body is not JSON: " + e.getMessage());
    }
  }

  private static ProblemException malformed(String message) {
    return new ProblemException(
        InferenceProblem.INVALID_REQUEST,
        message + ".",
        List.of(new ProblemException.FieldError("body", message)));
  }

  private static void refuseUnsupported(Fields fields) {
    fields.unsupported("n", 1);
    fields.unsupported("best_of", 1);
    fields.unsupported("echo", false);
    fields.unsupported("logprobs", false);
    fields.unsupported("top_logprobs", 0);
    fields.unsupported("logit_bias");
    fields.unsupported("suffix", "");
    fields.unsupported("tools");
    fields.unsupported("functions");
    fields.inner("response_format").ifPresent(format -> format.unsupported("type", "text"));
  }

  private static Sampling sampling(Fields fields) {
    return new Sampling(
        fields.number("temperature", 0, 2, 1),
        fields.number("top_p", 1e-6, 1, 1),
        fields.whole("top_k", 0, MOST_TOKENS).orElse(0),
        fields.number("min_p", 0, 1, 0),
        new Sampling.Penalties(
            fields.number("presence_penalty", -2, 2, 0),
            fields.number("frequency_penalty", -2, 2, 0),
            fields.number("repetition_penalty", 0.01, 100, 1)),
        Map.of(),
        fields.seed("seed"));
  }

  private static String prompt(Fields fields) {
    List<String> prompts = fields.texts("prompt", 1);
    if (prompts.isEmpty()) {
      throw fields.invalid("prompt", "must be a non-empty string");
    }
    return prompts.getFirst();
  }

  private static RetrievalRequest retrieval(Fields fields) {
    try {
      return new RetrievalRequest(
          DatanetId.of(fields.text("datanetId")),
          fields.whole("passages", 1, RetrievalRequest.MAX_PASSAGES).orElse(3));
    } catch (IllegalArgumentException e) {
      throw fields.invalid("datanetId", "must be the id (a UUID) of a Datanet");
    }
  }

  private static List<ChatTemplate.Message> messages(Fields fields) {
    JsonNode list = fields.get("messages");
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw fields.invalid("messages", "must be a non-empty list");
    }
    List<ChatTemplate.Message> messages = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isObject()) {
        throw fields.invalid("messages[" + i + "]", "must be an object");
      }
      Fields message = new Fields(list.get(i), "messages[" + i + "].");
      messages.add(new ChatTemplate.Message(message.text("role"), content(message)));
    }
    return messages;
  }

  /// The content of a message: a string, or a list of text parts.
  private static String content(Fields message) {
    Optional<JsonNode> parts =
        Optional.ofNullable(message.get("content")).filter(JsonNode::isArray);
    if (parts.isEmpty()) {
      return message.text("content");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : parts.get()) {
      if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
        throw message.invalid("content", "may hold text parts only");
      }
      text.append(part.path("text").textValue());
    }
    return text.toString();
  }
}
