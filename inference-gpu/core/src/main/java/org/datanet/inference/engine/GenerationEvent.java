package org.datanet.inference.engine;

import org.datanet.inference.FailureReason;

/// What a running generation reports, in order: texts, then one end.
public sealed interface GenerationEvent {

  /// A further piece of the answer; whole characters, never empty.
  record Text(String text) implements GenerationEvent {}

  /// The regular end.
  ///
  /// @param reason `stop` after the end token or a stop string, `length` at the token limit
  /// @param completionTokens generated tokens without the end token
  record Finished(String reason, int completionTokens) implements GenerationEvent {}

  /// The end without an answer.
  record Failed(FailureReason reason, String detail) implements GenerationEvent {}
}
