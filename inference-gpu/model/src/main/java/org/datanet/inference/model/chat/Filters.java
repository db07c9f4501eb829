package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The filters after `|`, as in `x | trim`.
final class Filters {

  /// A filter of a value.
  @FunctionalInterface
  interface Filter {
    Object apply(Object value, Arguments arguments);
  }

  private static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("trim", (v, a) -> Methods.strip(Values.text(v), a, true, true)),
          Map.entry("tojson", Json::filter),
          Map.entry("length", (v, a) -> Values.length(v)),
          Map.entry("count", (v, a) -> Values.length(v)),
          Map.entry("default", Filters::orElse),
          Map.entry("d", Filters::orElse),
          Map.entry("join", Filters::join),
          Map.entry("upper", (v, a) -> Values.text(v).toUpperCase(Locale.ROOT)),
          Map.entry("lower", (v, a) -> Values.text(v).toLowerCase(Locale.ROOT)),
          Map.entry("title", (v, a) -> Methods.title(Values.text(v))),
          Map.entry("capitalize", (v, a) -> Methods.capitalized(Values.text(v))),
          Map.entry("replace", (v, a) -> Methods.replace(Values.text(v), a)),
          Map.entry("indent", (v, a) -> indent(Values.text(v), a)),
          Map.entry("safe", (v, a) -> v),
          Map.entry("string", (v, a) -> Values.text(v)),
          Map.entry("int", Filters::whole),
          Map.entry("float", (v, a) -> decimal(v)),
          Map.entry(
              "abs",
              (v, a) -> v instanceof Long l ? (Object) Math.abs(l) : Math.abs(Values.number(v))),
          Map.entry("list", (v, a) -> Values.list(v)),
          Map.entry("first", (v, a) -> at(Values.list(v), 0)),
          Map.entry("last", (v, a) -> at(Values.list(v), Values.list(v).size() - 1)),
          Map.entry(
              "items", (v, a) -> v instanceof Map<?, ?> m ? Methods.items(m) : Values.list(v)),
          Map.entry("dictsort", (v, a) -> sortedItems(v)),
          Map.entry("sort", Filters::sorted),
          Map.entry("reverse", (v, a) -> reversed(v)),
          Map.entry(
              "unique", (v, a) -> new ArrayList<>(Values.list(v).stream().distinct().toList())),
          Map.entry("sum", (v, a) -> Values.list(v).stream().mapToLong(Values::whole).sum()),
          Map.entry("min", (v, a) -> extreme(v, Comparator.reverseOrder())),
          Map.entry("max", (v, a) -> extreme(v, Comparator.naturalOrder())),
          Map.entry("map", Filters::map),
          Map.entry("select", (v, a) -> chosen(v, test(a, 0))),
          Map.entry("reject", (v, a) -> chosen(v, test(a, 0).negate())),
          Map.entry("selectattr", (v, a) -> chosen(v, attribute(a))),
          Map.entry("rejectattr", (v, a) -> chosen(v, attribute(a).negate())));

  private Filters() {}

  static Optional<Filter> of(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static Object orElse(Object value, Arguments arguments) {
    boolean missing =
        value instanceof Undefined || (arguments.flag(1, "boolean", false) && !Values.truth(value));
    return missing ? arguments.get(0, "default_value", "") : value;
  }

  private static String join(Object value, Arguments arguments) {
    String between = Values.text(arguments.get(0, "d", ""));
    Object attribute = arguments.get(1, "attribute", Nothing.NONE);
    return attribute == Nothing.NONE
        ? Methods.join(between, value)
        : Methods.join(between, fields(value, Values.string(attribute)));
  }

  private static String indent(String text, Arguments arguments) {
    Object width = arguments.get(0, "width", 4L);
    String blanks = width instanceof String s ? s : " ".repeat((int) Values.whole(width));
    boolean first = arguments.flag(1, "first", false);
    boolean blank = arguments.flag(2, "blank", false);
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      boolean indented = lines.isEmpty() ? first : blank || !line.isEmpty();
      lines.add(indented ? blanks + line : line);
    }
    return String.join("\n", lines);
  }

  private static Object whole(Object value, Arguments arguments) {
    try {
      return switch (value) {
        case String s when s.contains(".") -> (long) Double.parseDouble(s.strip());
        case String s -> Long.parseLong(s.strip());
        case Double d -> (long) (double) d;
        case Long l -> l;
        case Boolean b -> Values.whole(b);
        default -> arguments.get(0, "default", 0L);
      };
    } catch (NumberFormatException e) {
      return arguments.get(0, "default", 0L);
    }
  }

  private static double decimal(Object value) {
    try {
      return value instanceof String s ? Double.parseDouble(s.strip()) : Values.number(value);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Object at(List<Object> list, int index) {
    return index >= 0 && index < list.size() ? list.get(index) : new Undefined("entry " + index);
  }

  private static List<Object> sortedItems(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw Values.failed("%s has no keys to sort", Values.kind(value));
    }
    return map.entrySet().stream()
        .sorted(Comparator.comparing(e -> Values.text(e.getKey()).toLowerCase(Locale.ROOT)))
        .map(e -> (Object) List.of(e.getKey(), e.getValue()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Object> sorted(Object value, Arguments arguments) {
    Object attribute = arguments.get(2, "attribute", Nothing.NONE);
    boolean exact = arguments.flag(1, "case_sensitive", false);
    Comparator<Object> order =
        (a, b) -> Values.compare(key(a, attribute, exact), key(b, attribute, exact));
    List<Object> list = Values.list(value);
    list.sort(arguments.flag(0, "reverse", false) ? order.reversed() : order);
    return list;
  }

  private static Object key(Object entry, Object attribute, boolean exact) {
    Object key = attribute == Nothing.NONE ? entry : Access.path(entry, Values.string(attribute));
    return key instanceof String s && !exact ? s.toLowerCase(Locale.ROOT) : key;
  }

  private static Object reversed(Object value) {
    if (value instanceof String s) {
      return new StringBuilder(s).reverse().toString();
    }
    List<Object> list = Values.list(value);
    Collections.reverse(list);
    return list;
  }

  private static Object extreme(Object value, Comparator<Integer> side) {
    return Values.list(value).stream()
        .max((a, b) -> side.compare(Values.compare(a, b), 0))
        .orElse(new Undefined("an entry"));
  }

  private static List<Object> map(Object value, Arguments arguments) {
    Object attribute = arguments.get(0, "attribute", Nothing.NONE);
    if (arguments.places().isEmpty()) {
      return fields(value, Values.string(attribute));
    }
    String name = arguments.text(0, "filter");
    Filter filter = of(name).orElseThrow(() -> Values.failed("the filter '%s' is not known", name));
    List<Object> list = Values.list(value);
    list.replaceAll(entry -> filter.apply(entry, arguments.after(1)));
    return list;
  }

  private static List<Object> fields(Object value, String attribute) {
    List<Object> list = Values.list(value);
    list.replaceAll(entry -> Access.path(entry, attribute));
    return list;
  }

  private static List<Object> chosen(Object value, Predicate<Object> test) {
    List<Object> list = Values.truth(value) ? Values.list(value) : new ArrayList<>();
    list.removeIf(test.negate());
    return list;
  }

  private static Predicate<Object> attribute(Arguments arguments) {
    String name = Values.text(arguments.required(0, "attribute"));
    Predicate<Object> test = test(arguments, 1);
    return entry -> test.test(Access.path(entry, name));
  }

  private static Predicate<Object> test(Arguments arguments, int place) {
    if (arguments.places().size() <= place) {
      return Values::truth;
    }
    String name = arguments.text(place, "test");
    Tests.Test test =
        Tests.of(name).orElseThrow(() -> Values.failed("the test '%s' is not known", name));
    return entry -> test.holds(entry, arguments.after(place + 1));
  }
}
