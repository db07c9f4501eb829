package org.datanet.inference.engine;

import java.util.List;
import org.datanet.inference.FailureReason;

/// What a running generation reports, in order: texts, then one end.
public sealed interface GenerationEvent {

  /// A further piece of the answer; whole characters.
  ///
  /// @param text empty only in a last piece that brings tokens without a text of their own
  /// @param tokens the tokens chosen since the piece before, if log-probabilities are reported;
  ///   each token of the answer is in exactly one piece
  record Text(String text, List<ChosenToken> tokens) implements GenerationEvent {}

  /// The regular end.
  ///
  /// @param reason `stop` after the end token or a stop string, `length` at the token limit
  /// @param completionTokens generated tokens without the end token
  record Finished(String reason, int completionTokens) implements GenerationEvent {}

  /// The end without an answer.
  record Failed(FailureReason reason, String detail) implements GenerationEvent {}
}
