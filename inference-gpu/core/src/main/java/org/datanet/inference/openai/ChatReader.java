package org.datanet.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.inference.model.chat.Chat;
import org.datanet.inference.model.chat.ChatMessage;

/// Reads the conversation of a chat request.
record ChatReader(ObjectMapper mapper, Clock clock) {

  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  Input read(Fields fields, ToolWishes tools) {
    JsonNode list = fields.get("messages");
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw fields.invalid("messages", "must be a non-empty list");
    }
    List<ChatMessage> messages = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isObject()) {
        throw fields.invalid("messages[" + i + "]", "must be an object");
      }
      messages.add(message(new Fields(list.get(i), "messages[" + i + "].")));
    }
    List<Map<String, Object>> definitions =
        tools.definitions().stream().map(tool -> mapper.convertValue(tool, MAP)).toList();
    return new Input.Conversation(new Chat(messages, definitions, true, clock.instant(), Map.of()));
  }

  private ChatMessage message(Fields message) {
    String role = message.text("role");
    if (!ROLES.contains(role)) {
      throw message.invalid("role", "must be one of " + ROLES.stream().sorted().toList());
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("role", role.equals("developer") ? "system" : role);
    boolean calls = message.get("tool_calls") != null;
    fields.put("content", calls && message.get("content") == null ? "" : content(message));
    if (calls) {
      fields.put("tool_calls", toolCalls(message));
    }
    for (String name : List.of("name", "tool_call_id", "reasoning_content")) {
      if (message.get(name) != null) {
        fields.put(name, message.text(name));
      }
    }
    return new ChatMessage(fields);
  }

  /// The content of a message: a string, or a list of text parts.
  private static String content(Fields message) {
    JsonNode content = message.get("content");
    if (content != null && content.isTextual()) {
      return content.textValue();
    }
    if (content == null || !content.isArray()) {
      throw message.invalid("content", "must be a string or a list of text parts");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
        throw message.invalid("content", "may hold text parts only");
      }
      text.append(part.path("text").textValue());
    }
    return text.toString();
  }

  /// Calls of an earlier answer; templates want their arguments as an object, not as JSON text.
  private List<Map<String, Object>> toolCalls(Fields message) {
    List<Map<String, Object>> calls = new ArrayList<>();
    for (JsonNode call : message.object().path("tool_calls")) {
      JsonNode function = call.path("function");
      if (!function.path("name").isTextual() || !function.path("arguments").isTextual()) {
        throw message.invalid("tool_calls", "must hold functions with a name and arguments");
      }
      Map<String, Object> inner = new LinkedHashMap<>();
      inner.put("name", function.path("name").textValue());
      inner.put("arguments", arguments(message, function.path("arguments").textValue()));
      Map<String, Object> outer = new LinkedHashMap<>();
      outer.put("id", call.path("id").asText());
      outer.put("type", "function");
      outer.put("function", inner);
      calls.add(outer);
    }
    return calls;
  }

  private Map<String, Object> arguments(Fields message, String json) {
    try {
      return mapper.readValue(json.isBlank() ? "{}" : json, MAP);
    } catch (JsonProcessingException e) {
      throw message.invalid("tool_calls", "must have arguments that are a JSON object");
    }
  }
}
