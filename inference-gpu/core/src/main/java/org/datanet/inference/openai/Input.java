package org.datanet.inference.openai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datanet.inference.engine.Vocabulary;
import org.datanet.inference.model.chat.Chat;
import org.datanet.inference.model.chat.ChatMessage;

/// What a request gives the model to go on with. Retrieved passages stand before it, a blank line
/// after each.
sealed interface Input {

  /// What the caller wrote, as text.
  String text(Vocabulary vocabulary);

  /// The tokens to start from.
  ///
  /// @throws IllegalArgumentException when the model's form of conversations refuses it
  int[] ids(List<String> passages, Vocabulary vocabulary);

  private static String joined(List<String> passages) {
    return passages.stream().map(passage -> passage + "\n\n").collect(Collectors.joining());
  }

  /// A text to continue.
  record Text(String text) implements Input {
    @Override
    public String text(Vocabulary vocabulary) {
      return text;
    }

    @Override
    public int[] ids(List<String> passages, Vocabulary vocabulary) {
      return vocabulary.encode(joined(passages) + text);
    }
  }

  /// Tokens to continue.
  record Ids(int[] ids) implements Input {
    @Override
    public String text(Vocabulary vocabulary) {
      return vocabulary.decode(ids);
    }

    @Override
    public int[] ids(List<String> passages, Vocabulary vocabulary) {
      if (passages.isEmpty()) {
        return ids;
      }
      int[] before = vocabulary.encode(joined(passages));
      return IntStream.concat(IntStream.of(before), IntStream.of(ids)).toArray();
    }
  }

  /// A conversation to answer. Passages stand in its first message, whichever role it has, because
  /// not every model's form has a place for a further one.
  record Conversation(Chat chat) implements Input {
    @Override
    public String text(Vocabulary vocabulary) {
      return chat.messages().stream()
          .map(message -> Objects.toString(message.fields().get("content"), ""))
          .collect(Collectors.joining("\n"));
    }

    @Override
    public int[] ids(List<String> passages, Vocabulary vocabulary) {
      return vocabulary.encode(passages.isEmpty() ? chat : with(joined(passages)));
    }

    private Chat with(String passages) {
      List<ChatMessage> messages = new ArrayList<>(chat.messages());
      Map<String, Object> first = new LinkedHashMap<>(messages.getFirst().fields());
      first.put("content", passages + Objects.toString(first.get("content"), ""));
      messages.set(0, new ChatMessage(first));
      return chat.with(messages);
    }
  }
}
