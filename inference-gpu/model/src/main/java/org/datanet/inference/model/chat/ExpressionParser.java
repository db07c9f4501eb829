package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.inference.model.chat.Token.Kind;

/// Parses expressions, loosest binding first: `a if b else c`, `or`, `and`, `not`, comparisons, `+
/// -`, `~`, `* / // %`, `**`, signs, then parts, calls, filters and tests.
final class ExpressionParser {

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  /// Words that cannot start the argument of a test.
  private static final Set<String> AFTER_TEST =
      Set.of("and", "or", "not", "if", "else", "is", "in");

  private final TokenStream in;

  ExpressionParser(TokenStream in) {
    this.in = in;
  }

  /// One expression, or several with commas between, which make a list.
  Expression tuple() {
    Expression first = expression();
    if (!in.isNext(Kind.SYMBOL, ",")) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (in.takeSymbol(",") && !in.isNext(Kind.SYMBOL, ")") && !in.isNextKind(Kind.CLOSE)) {
      parts.add(expression());
    }
    return frame -> listed(parts, frame);
  }

  Expression expression() {
    in.enter();
    Expression value = withoutChoice();
    while (in.takeName("if")) {
      Expression then = value;
      Expression condition = withoutChoice();
      Expression otherwise =
          in.takeName("else") ? expression() : frame -> new Undefined("the other case");
      value = frame -> Values.truth(condition.in(frame)) ? then.in(frame) : otherwise.in(frame);
    }
    in.leave();
    return value;
  }

  /// An expression whose end may be an `if` that belongs to the statement.
  Expression withoutChoice() {
    Expression left = and();
    while (in.takeName("or")) {
      Expression a = left;
      Expression b = and();
      left =
          frame -> {
            Object value = a.in(frame);
            return Values.truth(value) ? value : b.in(frame);
          };
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (in.takeName("and")) {
      Expression a = left;
      Expression b = not();
      left =
          frame -> {
            Object value = a.in(frame);
            return Values.truth(value) ? b.in(frame) : value;
          };
    }
    return left;
  }

  private Expression not() {
    if (!in.takeName("not")) {
      return comparison();
    }
    in.enter();
    Expression value = not();
    in.leave();
    return frame -> !Values.truth(value.in(frame));
  }

  private Expression comparison() {
    Expression left = binary(0);
    Expression chain = null;
    for (String operator = comparator(); !operator.isEmpty(); operator = comparator()) {
      String known = operator;
      Expression a = left;
      Expression b = binary(0);
      Expression link = frame -> compared(known, a.in(frame), b.in(frame));
      Expression before = chain;
      chain =
          before == null
              ? link
              : frame -> Values.truth(before.in(frame)) ? link.in(frame) : (Object) false;
      left = b;
    }
    return chain == null ? left : chain;
  }

  private String comparator() {
    if (in.isNextKind(Kind.SYMBOL) && COMPARISONS.contains(in.peek().text())) {
      return in.next().text();
    }
    if (in.isNext(Kind.NAME, "not") && in.peekSecond().is(Kind.NAME, "in")) {
      in.next();
      in.next();
      return "not in";
    }
    return in.takeName("in") ? "in" : "";
  }

  private static Object compared(String operator, Object a, Object b) {
    return switch (operator) {
      case "==" -> Values.equal(a, b);
      case "!=" -> !Values.equal(a, b);
      case "in" -> Values.contains(b, a);
      case "not in" -> !Values.contains(b, a);
      case "<" -> Values.compare(a, b) < 0;
      case "<=" -> Values.compare(a, b) <= 0;
      case ">" -> Values.compare(a, b) > 0;
      default -> Values.compare(a, b) >= 0;
    };
  }

  private static final List<Set<String>> LEVELS =
      List.of(Set.of("+", "-"), Set.of("~"), Set.of("*", "/", "//", "%"), Set.of("**"));

  private Expression binary(int level) {
    if (level == LEVELS.size()) {
      return unary(true);
    }
    Expression left = binary(level + 1);
    while (in.isNextKind(Kind.SYMBOL) && LEVELS.get(level).contains(in.peek().text())) {
      String operator = in.next().text();
      Expression a = left;
      Expression b = binary(level + 1);
      left = frame -> charged(frame, Operators.apply(operator, a.in(frame), b.in(frame)));
    }
    return left;
  }

  private Expression unary(boolean filters) {
    in.enter();
    Expression value;
    if (in.takeSymbol("-")) {
      Expression positive = unary(false);
      value = frame -> Operators.apply("-", 0L, positive.in(frame));
    } else if (in.takeSymbol("+")) {
      value = unary(false);
    } else {
      value = postfix(primary());
    }
    in.leave();
    return filters ? filtered(value) : value;
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
        Expression inner = tuple();
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
      parts.add(expression());
      if (!in.isNext(Kind.SYMBOL, close)) {
        in.requireSymbol(",");
      }
    }
    return parts;
  }

  private static Object listed(List<Expression> parts, Frame frame) {
    List<Object> list = new ArrayList<>(parts.size());
    parts.forEach(part -> list.add(part.in(frame)));
    return charged(frame, list);
  }

  private Expression mapping() {
    Map<Expression, Expression> entries = new LinkedHashMap<>();
    while (!in.takeSymbol("}")) {
      Expression key = expression();
      in.requireSymbol(":");
      entries.put(key, expression());
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
    Expression from = in.isNext(Kind.SYMBOL, ":") ? nothing : expression();
    if (in.takeSymbol("]")) {
      return frame -> Access.entry(whole.in(frame), from.in(frame));
    }
    in.requireSymbol(":");
    Expression to =
        in.isNext(Kind.SYMBOL, ":") || in.isNext(Kind.SYMBOL, "]") ? nothing : expression();
    Expression step = in.takeSymbol(":") && !in.isNext(Kind.SYMBOL, "]") ? expression() : nothing;
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
    return ArgumentsParser.parse(in, this);
  }

  private Expression filtered(Expression start) {
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
        ? new ArgumentsParser.Parsed(List.of(postfix(primary())), Map.of())
        : ArgumentsParser.Parsed.NONE;
  }

  private static Object charged(Frame frame, Object value) {
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
