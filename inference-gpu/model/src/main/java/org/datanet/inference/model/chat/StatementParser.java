package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.inference.model.chat.Statement.Flow;
import org.datanet.inference.model.chat.Token.Kind;
import org.jspecify.annotations.Nullable;

/// Parses statements: text, `{{ }}`, `if`, `for`, `set`, `macro`, `generation`, `break`,
/// `continue`.
final class StatementParser {

  private final TokenStream in;
  private final ExpressionParser expressions;

  private StatementParser(TokenStream in) {
    this.in = in;
    this.expressions = new ExpressionParser(in);
  }

  static Statement parse(String template) {
    TokenStream in = new TokenStream(Lexer.tokens(template));
    return new StatementParser(in).until(Set.of());
  }

  /// All statements up to a block that starts with one of these words, or to the template's end.
  private Statement until(Set<String> ends) {
    in.enter();
    List<Statement> statements = new ArrayList<>();
    while (!isEnd(ends)) {
      statements.add(statement(in.next()));
    }
    in.leave();
    return Statement.all(statements);
  }

  private boolean isEnd(Set<String> ends) {
    if (in.isNextKind(Kind.END)) {
      if (!ends.isEmpty()) {
        throw in.peek()
            .wrong("it ends before " + String.join(" or ", ends.stream().sorted().toList()));
      }
      return true;
    }
    return in.isNextKind(Kind.BLOCK)
        && in.peekSecond().kind() == Kind.NAME
        && ends.contains(in.peekSecond().text());
  }

  private Statement statement(Token token) {
    return switch (token.kind()) {
      case TEXT -> frame -> written(frame, token.text());
      case PRINT -> {
        Expression value = expressions.tuple();
        in.requireClose();
        yield frame -> written(frame, Values.text(value.in(frame)));
      }
      default -> block(in.peek(), in.requireName());
    };
  }

  private static Flow written(Frame frame, String text) {
    frame.write(text);
    return Flow.NEXT;
  }

  private Statement block(Token token, String word) {
    return switch (word) {
      case "if" -> choice();
      case "for" -> new LoopParser(in, expressions).loop(this::until);
      case "set" -> assignment();
      case "macro" -> macro();
      case "generation" -> generation();
      case "break", "continue" -> {
        in.requireClose();
        yield frame -> word.equals("break") ? Flow.BREAK : Flow.CONTINUE;
      }
      default -> throw token.wrong("the statement '" + word + "' is not known");
    };
  }

  private Statement choice() {
    Expression condition = expressions.tuple();
    in.requireClose();
    Statement then = until(Set.of("elif", "else", "endif"));
    in.next();
    String word = in.requireName();
    Statement otherwise =
        switch (word) {
          case "elif" -> choice();
          case "else" -> body("endif");
          default -> Statement.all(List.of());
        };
    if (word.equals("endif")) {
      in.requireClose();
    }
    return frame -> Values.truth(condition.in(frame)) ? then.run(frame) : otherwise.run(frame);
  }

  /// The rest of this tag, statements, and the tag with the word that ends them.
  private Statement body(String end) {
    in.requireClose();
    Statement body = until(Set.of(end));
    in.next();
    in.requireName();
    in.requireClose();
    return body;
  }

  private Statement generation() {
    return body("endgeneration");
  }

  private Statement assignment() {
    Targets targets = Targets.parse(in);
    if (in.takeSymbol("=")) {
      Expression value = expressions.tuple();
      in.requireClose();
      return frame -> {
        targets.assign(frame, value.in(frame));
        return Flow.NEXT;
      };
    }
    Expression[] text = {frame -> frame.get(CAPTURED)};
    while (in.takeSymbol("|")) {
      text[0] = expressions.filter(text[0]);
    }
    Statement body = body("endset");
    return frame -> {
      Frame inner = frame.capture();
      Flow flow = body.run(inner);
      inner.set(CAPTURED, inner.text());
      targets.assign(frame, text[0].in(inner));
      return flow;
    };
  }

  private static final String CAPTURED = " captured";

  private Statement macro() {
    String name = in.requireName();
    in.requireSymbol("(");
    Map<String, @Nullable Expression> parameters = new LinkedHashMap<>();
    while (!in.takeSymbol(")")) {
      String parameter = in.requireName();
      parameters.put(parameter, in.takeSymbol("=") ? expressions.expression() : null);
      if (!in.isNext(Kind.SYMBOL, ")")) {
        in.requireSymbol(",");
      }
    }
    Statement body = body("endmacro");
    return frame -> {
      frame.set(name, (Callable) arguments -> called(frame, parameters, arguments, body));
      return Flow.NEXT;
    };
  }

  private static String called(
      Frame defined,
      Map<String, @Nullable Expression> parameters,
      Arguments arguments,
      Statement body) {
    Frame frame = defined.capture();
    int place = 0;
    for (Map.Entry<String, @Nullable Expression> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      Expression otherwise = parameter.getValue();
      Object value = arguments.get(place++, name, new Undefined(name));
      frame.set(
          name, value instanceof Undefined && otherwise != null ? otherwise.in(frame) : value);
    }
    frame.budget().enter();
    body.run(frame);
    frame.budget().leave();
    return frame.text();
  }
}
