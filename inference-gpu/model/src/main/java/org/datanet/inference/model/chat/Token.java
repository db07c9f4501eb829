package org.datanet.inference.model.chat;

/// A piece of a template.
///
/// @param text of [Kind#TEXT] and [Kind#STRING] the characters meant, else as written
/// @param line from 1, for messages
record Token(Kind kind, String text, int line) {

  enum Kind {
    /// Characters outside of tags.
    TEXT,
    /// `{{`
    PRINT,
    /// `{%`
    BLOCK,
    /// `}}` or `%}`
    CLOSE,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    SYMBOL,
    END
  }

  boolean is(Kind kind, String text) {
    return this.kind == kind && this.text.equals(text);
  }

  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "the chat template is wrong in line %d: %s".formatted(line, what));
  }
}
