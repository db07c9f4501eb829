package org.datanet.inference.engine;

/// Text to tokens and back. Thread-safe.
public interface Vocabulary {

  /// Tokens of a text, begin-of-text token first where the model has one.
  int[] encode(String text);

  /// Text of tokens, special tokens left out. A character whose bytes are not complete at the end
  /// is one U+FFFD.
  String decode(int[] ids);

  /// The token after which nothing follows.
  int endId();

  /// Number of tokens: ids are 0 to one less.
  int size();

  /// The bytes of UTF-8 text that a token stands for; none for a special token.
  byte[] bytes(int id);
}
