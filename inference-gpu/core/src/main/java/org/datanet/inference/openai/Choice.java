package org.datanet.inference.openai;

import java.util.ArrayList;
import java.util.List;
import org.datanet.inference.engine.ChosenToken;

/// One of the answers of a call, complete.
///
/// @param text the content, without function calls
/// @param finishReason `stop`, `length` or `tool_calls`
/// @param tokens its tokens, when probabilities are reported
record Choice(
    int index,
    String text,
    List<ToolCall> calls,
    String finishReason,
    List<ChosenToken> tokens,
    int completionTokens) {

  /// A part of an answer that is sent while the rest is being written.
  record Piece(int index, String text, List<ChosenToken> tokens) {}

  /// An answer as it grows.
  static final class Draft {
    private final int index;
    private final CallSplitter splitter;
    private final StringBuilder text = new StringBuilder();
    private final List<ChosenToken> tokens = new ArrayList<>();

    Draft(int index, CallSplitter splitter) {
      this.index = index;
      this.splitter = splitter;
    }

    /// Adds what was generated; gives the part that can be sent.
    Piece add(String generated, List<ChosenToken> chosen) {
      return piece(splitter.push(generated), chosen);
    }

    /// What can be sent at the end.
    Piece rest() {
      return piece(splitter.finish(), List.of());
    }

    private Piece piece(String certain, List<ChosenToken> chosen) {
      text.append(certain);
      tokens.addAll(chosen);
      return new Piece(index, certain, chosen);
    }

    Choice finish(String reason, int completionTokens) {
      List<ToolCall> calls = List.copyOf(splitter.calls());
      String why = reason.equals("stop") && !calls.isEmpty() ? "tool_calls" : reason;
      return new Choice(index, text.toString(), calls, why, List.copyOf(tokens), completionTokens);
    }
  }
}
