package org.datanet.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Reads the answers back from a stored response.
final class StoredChoices {

  private StoredChoices() {}

  static List<Choice> of(JsonNode reply) {
    List<Choice> choices = new ArrayList<>();
    for (JsonNode choice : reply.path("choices")) {
      JsonNode message = choice.path("message");
      List<ToolCall> calls = new ArrayList<>();
      for (JsonNode call : message.path("tool_calls")) {
        JsonNode function = call.path("function");
        calls.add(
            new ToolCall(function.path("name").asText(), function.path("arguments").asText()));
      }
      choices.add(
          new Choice(
              choice.path("index").asInt(),
              choice.path("text").asText(message.path("content").asText("")),
              calls,
              choice.path("finish_reason").asText(),
              List.of(),
              0));
    }
    return choices;
  }
}
