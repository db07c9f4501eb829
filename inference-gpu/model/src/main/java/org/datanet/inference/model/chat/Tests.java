package org.datanet.inference.model.chat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tests after `is`, as in `x is defined`.
final class Tests {

  /// A test of a value.
  @FunctionalInterface
  interface Test {
    boolean holds(Object value, Arguments arguments);
  }

  private static final Map<String, Test> ALL =
      Map.ofEntries(
          Map.entry("defined", (v, a) -> !(v instanceof Undefined)),
          Map.entry("undefined", (v, a) -> v instanceof Undefined),
          Map.entry("none", (v, a) -> v == Nothing.NONE),
          Map.entry("string", (v, a) -> v instanceof String),
          Map.entry("mapping", (v, a) -> v instanceof Map),
          Map.entry("boolean", (v, a) -> v instanceof Boolean),
          Map.entry("true", (v, a) -> v.equals(true)),
          Map.entry("false", (v, a) -> v.equals(false)),
          Map.entry("number", (v, a) -> Values.isNumber(v)),
          Map.entry("integer", (v, a) -> v instanceof Long),
          Map.entry("float", (v, a) -> v instanceof Double),
          Map.entry("callable", (v, a) -> v instanceof Callable),
          Map.entry("iterable", (v, a) -> isSequence(v) || v instanceof Undefined),
          Map.entry("sequence", (v, a) -> isSequence(v) || v instanceof Undefined),
          Map.entry("odd", (v, a) -> Math.floorMod(Values.whole(v), 2) == 1),
          Map.entry("even", (v, a) -> Math.floorMod(Values.whole(v), 2) == 0),
          Map.entry("divisibleby", Tests::divisible),
          Map.entry("equalto", (v, a) -> Values.equal(v, a.required(0, "other"))),
          Map.entry("eq", (v, a) -> Values.equal(v, a.required(0, "other"))),
          Map.entry("==", (v, a) -> Values.equal(v, a.required(0, "other"))),
          Map.entry("ne", (v, a) -> !Values.equal(v, a.required(0, "other"))),
          Map.entry("!=", (v, a) -> !Values.equal(v, a.required(0, "other"))),
          Map.entry("lt", (v, a) -> Values.compare(v, a.required(0, "other")) < 0),
          Map.entry("le", (v, a) -> Values.compare(v, a.required(0, "other")) <= 0),
          Map.entry("gt", (v, a) -> Values.compare(v, a.required(0, "other")) > 0),
          Map.entry("ge", (v, a) -> Values.compare(v, a.required(0, "other")) >= 0),
          Map.entry("in", (v, a) -> Values.contains(a.required(0, "seq"), v)),
          Map.entry("lower", (v, a) -> Methods.isLower(Values.string(v))),
          Map.entry("upper", (v, a) -> Methods.isUpper(Values.string(v))));

  private Tests() {}

  static Optional<Test> of(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static boolean isSequence(Object value) {
    return value instanceof String || value instanceof List || value instanceof Map;
  }

  private static boolean divisible(Object value, Arguments arguments) {
    long divisor = Values.whole(arguments.required(0, "num"));
    if (divisor == 0) {
      throw Values.failed("nothing is divisible by 0");
    }
    return Values.whole(value) % divisor == 0;
  }
}
