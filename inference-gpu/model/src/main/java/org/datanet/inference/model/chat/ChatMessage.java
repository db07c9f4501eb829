package org.datanet.inference.model.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message of a conversation, with the fields that chat templates know by name: `role`,
/// `content` (a string, a list of parts, or null), `tool_calls`, `tool_call_id`, `name`,
/// `reasoning_content`.
///
/// @param fields JSON values: strings, numbers, booleans, null, lists and maps of them
public record ChatMessage(Map<String, @Nullable Object> fields) {

  public ChatMessage {
    if (!(fields.get("role") instanceof String)) {
      throw new IllegalArgumentException("a chat message must have a role, a string");
    }
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// A message of plain text.
  ///
  /// @param role `system`, `user`, `assistant` or `tool`
  public static ChatMessage of(String role, String content) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("role", role);
    fields.put("content", content);
    return new ChatMessage(fields);
  }
}
