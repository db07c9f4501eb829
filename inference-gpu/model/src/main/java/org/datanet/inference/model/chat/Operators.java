package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.List;

/// Arithmetic and concatenation, as in Python.
final class Operators {

  private static final int LONGEST = 1 << 24;

  private Operators() {}

  static Object apply(String operator, Object a, Object b) {
    try {
      return switch (operator) {
        case "+" -> plus(a, b);
        case "*" -> times(a, b);
        case "~" -> Values.text(a) + Values.text(b);
        default ->
            a instanceof Double || b instanceof Double || operator.equals("/")
                ? decimal(operator, Values.number(a), Values.number(b))
                : whole(operator, Values.whole(a), Values.whole(b));
      };
    } catch (ArithmeticException e) {
      throw Values.failed("%s %s %s has no result", Values.text(a), operator, Values.text(b));
    }
  }

  private static Object plus(Object a, Object b) {
    if (a instanceof String s && b instanceof String t) {
      return s + t;
    }
    if (a instanceof List<?> first && b instanceof List<?> second) {
      List<Object> both = new ArrayList<>(first);
      both.addAll(second);
      return both;
    }
    if (!Values.isNumber(a) || !Values.isNumber(b)) {
      throw Values.failed("%s cannot be added to %s", Values.kind(b), Values.kind(a));
    }
    return a instanceof Double || b instanceof Double
        ? (Object) (Values.number(a) + Values.number(b))
        : (Object) Math.addExact(Values.whole(a), Values.whole(b));
  }

  private static Object times(Object a, Object b) {
    if (b instanceof String && !(a instanceof String)) {
      return times(b, a);
    }
    if (a instanceof String s) {
      long count = Math.max(0, Values.whole(b));
      if (count > 0 && s.length() > LONGEST / count) {
        throw Values.failed("a text repeated %d times is too long", count);
      }
      return s.isEmpty() ? s : s.repeat((int) count);
    }
    return a instanceof Double || b instanceof Double
        ? (Object) (Values.number(a) * Values.number(b))
        : (Object) Math.multiplyExact(Values.whole(a), Values.whole(b));
  }

  private static Object whole(String operator, long a, long b) {
    return switch (operator) {
      case "-" -> Math.subtractExact(a, b);
      case "//" -> Math.floorDiv(a, b);
      case "%" -> Math.floorMod(a, b);
      default -> power(a, b);
    };
  }

  private static Object power(long a, long b) {
    double power = Math.pow(a, b);
    return b >= 0 && Math.abs(power) < 1L << 53 ? (Object) (long) power : (Object) power;
  }

  private static Object decimal(String operator, double a, double b) {
    if (b == 0 && !operator.equals("-") && !operator.equals("**")) {
      throw new ArithmeticException();
    }
    return switch (operator) {
      case "-" -> a - b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "%" -> a - b * Math.floor(a / b);
      default -> Math.pow(a, b);
    };
  }
}
