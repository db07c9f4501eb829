package org.datanet.inference.engine;

import java.util.Set;
import org.datanet.inference.model.chat.Chat;
import org.datanet.inference.model.chat.ChatTemplate;

/// Text to tokens and back. Thread-safe.
public interface Vocabulary {

  /// Tokens of a text, begin-of-text token first where the model has one. Special tokens written
  /// out in it stay text.
  int[] encode(String text);

  /// Tokens of a conversation, in the form that the model was trained on.
  ///
  /// @throws IllegalArgumentException when that form has no place for a part of it, with the reason
  default int[] encode(Chat chat) {
    return encode(ChatTemplate.CONTINUATION.render(chat, "", ""));
  }

  /// The Jinja text of the form of conversations with tools; empty when the model has none.
  default String toolTemplate() {
    return "";
  }

  /// Text of tokens, special tokens left out. A character whose bytes are not complete at the end
  /// is one U+FFFD.
  String decode(int[] ids);

  /// The token after which nothing follows.
  int endId();

  /// All tokens after which nothing follows.
  default Set<Integer> endIds() {
    return Set.of(endId());
  }

  /// Number of tokens: ids are 0 to one less.
  int size();

  /// The bytes of UTF-8 text that a token stands for; none for a special token.
  byte[] bytes(int id);
}
