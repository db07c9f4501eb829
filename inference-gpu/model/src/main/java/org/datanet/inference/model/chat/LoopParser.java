package org.datanet.inference.model.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.datanet.inference.model.chat.Statement.Flow;

/// Parses `for x in y if z`, with `else` for no entries, and runs it.
final class LoopParser {

  /// A parsed loop.
  ///
  /// @param entries what it visits
  /// @param condition which of them
  private record Loop(Targets targets, Expression entries, Expression condition, Statement body) {}

  private final TokenStream in;
  private final ExpressionParser expressions;

  LoopParser(TokenStream in, ExpressionParser expressions) {
    this.in = in;
    this.expressions = expressions;
  }

  /// @param statements parses statements up to a block with one of the words given
  Statement loop(Function<Set<String>, Statement> statements) {
    Targets targets = Targets.parse(in);
    if (!in.takeName("in")) {
      throw in.peek().wrong("'in' is expected, found " + in.shown());
    }
    Expression entries = expressions.withoutChoice();
    Expression condition = in.takeName("if") ? expressions.expression() : frame -> true;
    in.requireClose();
    Statement body = statements.apply(Set.of("else", "endfor"));
    in.next();
    Statement otherwise = Statement.all(List.of());
    if (in.requireName().equals("else")) {
      in.requireClose();
      otherwise = statements.apply(Set.of("endfor"));
      in.next();
      in.requireName();
    }
    in.requireClose();
    Loop loop = new Loop(targets, entries, condition, body);
    Statement none = otherwise;
    return frame -> {
      List<Object> visited = visited(loop, frame);
      return visited.isEmpty() ? none.run(frame) : run(loop, visited, frame);
    };
  }

  private static List<Object> visited(Loop loop, Frame frame) {
    List<Object> list = Values.list(loop.entries().in(frame));
    Frame inner = frame.inner();
    list.removeIf(entry -> {
      frame.budget().spend(1);
      loop.targets().assign(inner, entry);
      return !Values.truth(loop.condition().in(inner));
    });
    return list;
  }

  private static Flow run(Loop loop, List<Object> visited, Frame frame) {
    for (int i = 0; i < visited.size(); i++) {
      frame.budget().spend(1);
      Frame inner = frame.inner();
      loop.targets().assign(inner, visited.get(i));
      inner.set("loop", state(visited, i));
      if (loop.body().run(inner) == Flow.BREAK) {
        break;
      }
    }
    return Flow.NEXT;
  }

  private static Map<Object, Object> state(List<Object> visited, int at) {
    int size = visited.size();
    Map<Object, Object> state = new HashMap<>();
    state.put("index", at + 1L);
    state.put("index0", (long) at);
    state.put("revindex", (long) size - at);
    state.put("revindex0", size - at - 1L);
    state.put("first", at == 0);
    state.put("last", at == size - 1);
    state.put("length", (long) size);
    if (at > 0) {
      state.put("previtem", visited.get(at - 1));
    }
    if (at < size - 1) {
      state.put("nextitem", visited.get(at + 1));
    }
    state.put(
        "cycle", (Callable) a -> a.places().get(Math.floorMod(at, Math.max(1, a.places().size()))));
    return state;
  }
}
