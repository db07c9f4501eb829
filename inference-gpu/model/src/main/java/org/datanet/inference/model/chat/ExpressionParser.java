package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.datanet.inference.model.chat.Token.Kind;

/// Parses expressions, loosest binding first: `a if b else c`, `or`, `and`, `not`, comparisons, `+
/// -`, `~`, `* / // %`, `**`, signs, then parts, calls, filters and tests.
final class ExpressionParser {

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  /// Operators of two values, loosest first.
  private static final List<Set<String>> LEVELS =
      List.of(Set.of("+", "-"), Set.of("~"), Set.of("*", "/", "//", "%"), Set.of("**"));

  private final TokenStream in;
  private final PartParser parts;

  ExpressionParser(TokenStream in) {
    this.in = in;
    this.parts = new PartParser(in, this);
  }

  /// One expression, or several with commas between, which make a list.
  Expression tuple() {
    Expression first = expression();
    if (!in.isNext(Kind.SYMBOL, ",")) {
      return first;
    }
    List<Expression> list = new ArrayList<>(List.of(first));
    while (in.takeSymbol(",") && !in.isNext(Kind.SYMBOL, ")") && !in.isNextKind(Kind.CLOSE)) {
      list.add(expression());
    }
    return frame -> PartParser.listed(list, frame);
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

  private Expression binary(int level) {
    if (level == LEVELS.size()) {
      return unary(true);
    }
    Expression left = binary(level + 1);
    while (in.isNextKind(Kind.SYMBOL) && LEVELS.get(level).contains(in.peek().text())) {
      String operator = in.next().text();
      Expression a = left;
      Expression b = binary(level + 1);
      left =
          frame -> PartParser.charged(frame, Operators.apply(operator, a.in(frame), b.in(frame)));
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
      value = parts.part();
    }
    in.leave();
    return filters ? parts.filtered(value) : value;
  }

  /// The filter whose name comes next, on a value.
  Expression filter(Expression value) {
    return parts.filter(value);
  }
}
