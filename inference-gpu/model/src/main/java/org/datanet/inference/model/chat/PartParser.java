package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.inference.model.chat.Token.Kind;

/// Parses what operators stand between: names, constants, brackets, with the fields, entries,
/// calls, filters and tests that follow.
final class PartParser {

  /// Words that cannot start the argument of a test.
  private static final Set<String> AFTER_TEST =
      Set.of("and", "or", "not", "if", "else", "is", "in");

  private final TokenStream in;
  private final ExpressionParser expressions;

  PartParser(TokenStream in, ExpressionParser expressions) {
    this.in = in;
    this.expressions = expressions;
  }

  /// A value with the fields, entries and calls that follow it.
  Expression part() {
    return postfix(primary());
  }

  private Expression primary() {
    Token token = in.next();
    return switch (token.kind()) {
      case NAME -> name(token.text());
      case STRING -> string(token.text());
      case INTEGER -> constant(parsed(token));
      case FLOAT -> constant(Double.parseDouble(token.text()));
      case SYMBOL -> bracketed(token);
      default -> throw token.wrong("a value is expected, found the end of the tag");
    };
  }

  private static Expression constant(Object value) {
    return frame -> value;
  }

  private static Object parsed(Token token) {
    try {
      return Long.parseLong(token.text());
    } catch (NumberFormatException e) {
      throw token.wrong("the number " + token.text() + " is too large");
    }
  }

  private static Expression name(String name) {
    return switch (name) {
      case "true", "True" -> constant(true);
      case "false", "False" -> constant(false);
      case "none", "None" -> constant(Nothing.NONE);
      default -> frame -> frame.get(name);
    };
  }

  private Expression string(String first) {
    StringBuilder text = new StringBuilder(first);
    while (in.isNextKind(Kind.STRING)) {
      text.append(in.next().text());
    }
    return constant(text.toString());
  }

  private Expression bracketed(Token open) {
    return switch (open.text()) {
      case "(" -> {
        if (in.takeSymbol(")")) {
          yield frame -> List.of();
        }
        Expression inner = expressions.tuple();
        in.requireSymbol(")");
        yield inner;
      }
      case "[" -> {
        List<Expression> parts = until("]");
        yield frame -> listed(parts, frame);
      }
      case "{" -> mapping();
      default -> throw open.wrong("a value is expected, found '" + open.text() + "'");
    };
  }

  private List<Expression> until(String close) {
    List<Expression> parts = new ArrayList<>();
    while (!in.takeSymbol(close)) {
      parts.add(expressions.expression());
      if (!in.isNext(Kind.SYMBOL, close)) {
        in.requireSymbol(",");
      }
    }
    return parts;
  }

  static Object listed(List<Expression> parts, Frame frame) {
    List<Object> list = new ArrayList<>(parts.size());
    parts.forEach(part -> list.add(part.in(frame)));
    return charged(frame, list);
  }

  private Expression mapping() {
    Map<Expression, Expression> entries = new LinkedHashMap<>();
    while (!in.takeSymbol("}")) {
      Expression key = expressions.expression();
      in.requireSymbol(":");
      entries.put(key, expressions.expression());
      if (!in.isNext(Kind.SYMBOL, "}")) {
        in.requireSymbol(",");
      }
    }
    return frame -> {
      Map<Object, Object> map = new LinkedHashMap<>();
      entries.forEach((key, value) -> map.put(key.in(frame), value.in(frame)));
      return map;
    };
  }

  private Expression postfix(Expression start) {
    Expression value = start;
    while (true) {
      Expression whole = value;
      if (in.takeSymbol(".")) {
        Token field = in.next();
        value =
            field.kind() == Kind.INTEGER
                ? frame -> Access.entry(whole.in(frame), parsed(field))
                : frame -> Access.field(whole.in(frame), field.text());
      } else if (in.takeSymbol("[")) {
        value = subscript(whole);
      } else if (in.takeSymbol("(")) {
        value = call(whole, arguments());
      } else {
        return value;
      }
    }
  }

  private Expression subscript(Expression whole) {
    Expression nothing = constant(Nothing.NONE);
    Expression from = in.isNext(Kind.SYMBOL, ":") ? nothing : expressions.expression();
    if (in.takeSymbol("]")) {
      return frame -> Access.entry(whole.in(frame), from.in(frame));
    }
    in.requireSymbol(":");
    Expression to =
        in.isNext(Kind.SYMBOL, ":") || in.isNext(Kind.SYMBOL, "]")
            ? nothing
            : expressions.expression();
    Expression step =
        in.takeSymbol(":") && !in.isNext(Kind.SYMBOL, "]") ? expressions.expression() : nothing;
    in.requireSymbol("]");
    return frame ->
        charged(frame, Access.slice(whole.in(frame), from.in(frame), to.in(frame), step.in(frame)));
  }

  private static Expression call(Expression callee, ArgumentsParser.Parsed arguments) {
    return frame -> {
      if (callee.in(frame) instanceof Callable callable) {
        return charged(frame, callable.call(arguments.in(frame)));
      }
      throw Values.failed("%s cannot be called", Values.kind(callee.in(frame)));
    };
  }

  private ArgumentsParser.Parsed arguments() {
    return ArgumentsParser.parse(in, expressions);
  }

  /// A value with the filters, tests and calls that follow it.
  Expression filtered(Expression start) {
    Expression value = start;
    while (true) {
      if (in.takeSymbol("|")) {
        value = filter(value);
      } else if (in.takeName("is")) {
        value = test(value);
      } else if (in.takeSymbol("(")) {
        value = call(value, arguments());
      } else {
        return value;
      }
    }
  }

  /// The filter whose name comes next, on a value.
  Expression filter(Expression value) {
    Token name = in.peek();
    Filters.Filter filter =
        Filters.of(in.requireName())
            .orElseThrow(() -> name.wrong("the filter '" + name.text() + "' is not known"));
    ArgumentsParser.Parsed arguments =
        in.takeSymbol("(") ? arguments() : ArgumentsParser.Parsed.NONE;
    return frame -> charged(frame, filter.apply(value.in(frame), arguments.in(frame)));
  }

  private Expression test(Expression value) {
    boolean negated = in.takeName("not");
    Token name = in.peek();
    Tests.Test test =
        Tests.of(in.requireName())
            .orElseThrow(() -> name.wrong("the test '" + name.text() + "' is not known"));
    ArgumentsParser.Parsed arguments = in.takeSymbol("(") ? arguments() : bareArgument();
    return frame -> test.holds(value.in(frame), arguments.in(frame)) != negated;
  }

  private ArgumentsParser.Parsed bareArgument() {
    Token next = in.peek();
    boolean starts =
        switch (next.kind()) {
          case NAME -> !AFTER_TEST.contains(next.text());
          case STRING, INTEGER, FLOAT -> true;
          case SYMBOL -> next.text().equals("[") || next.text().equals("{");
          default -> false;
        };
    return starts
        ? new ArgumentsParser.Parsed(List.of(part()), Map.of())
        : ArgumentsParser.Parsed.NONE;
  }

  /// A value, after its size was taken from what the rendering may still make.
  static Object charged(Frame frame, Object value) {
    frame
        .budget()
        .spend(
            switch (value) {
              case String s -> 1 + s.length();
              case List<?> list -> 1 + list.size();
              default -> 1;
            });
    return value;
  }
}
