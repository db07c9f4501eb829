package org.datanet.inference.model.chat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A conversation that a model is to go on with.
///
/// @param messages oldest first, at least one
/// @param tools functions the model may call, as the OpenAI interface describes them; may be empty
/// @param answer whether the text ends with the start of the assistant's answer
/// @param at when it takes place, for templates that state the date (UTC)
/// @param options further names for the template, e.g. `enable_thinking`; may be empty
public record Chat(
    List<ChatMessage> messages,
    List<Map<String, @Nullable Object>> tools,
    boolean answer,
    Instant at,
    Map<String, @Nullable Object> options) {

  public Chat {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a chat must have at least one message");
    }
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /// A conversation to be answered, without tools.
  public static Chat of(Instant at, ChatMessage... messages) {
    return new Chat(List.of(messages), List.of(), true, at, Map.of());
  }

  /// The same conversation with other messages.
  public Chat with(List<ChatMessage> others) {
    return new Chat(others, tools, answer, at, options);
  }
}
