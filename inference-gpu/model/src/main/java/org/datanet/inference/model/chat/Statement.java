package org.datanet.inference.model.chat;

import java.util.List;

/// A parsed statement: writes text and sets names in a frame.
@FunctionalInterface
interface Statement {

  /// How a statement ended.
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  Flow run(Frame frame);

  /// One after the other, until a loop is left.
  static Statement all(List<Statement> statements) {
    return frame -> {
      for (Statement statement : statements) {
        frame.budget().spend(1);
        Flow flow = statement.run(frame);
        if (flow != Flow.NEXT) {
          return flow;
        }
      }
      return Flow.NEXT;
    };
  }
}
