package org.datanet.inference.openai;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How messages and retrieved passages become one text to continue. A small base model knows no
/// roles, so the contents stand one after the other: a single user message is continued as it is.
///
/// @param betweenMessages what separates two messages
/// @param afterPassage what follows each retrieved passage
record ChatTemplate(String betweenMessages, String afterPassage) {

  static final ChatTemplate CONTINUATION = new ChatTemplate("\n", "\n\n");

  /// One message of a chat; system, user and assistant are treated alike.
  record Message(String role, String content) {}

  String prompt(List<Message> messages) {
    return messages.stream().map(Message::content).collect(Collectors.joining(betweenMessages));
  }

  String withPassages(List<String> passages, String prompt) {
    return Stream.concat(passages.stream().map(p -> p + afterPassage), Stream.of(prompt))
        .collect(Collectors.joining());
  }
}
