package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// The methods of Python's strings, mappings and lists that templates call.
final class Methods {

  /// A method of a value of one kind.
  @FunctionalInterface
  private interface Method<T> {
    Object call(T self, Arguments arguments);
  }

  private static final Map<String, Method<String>> OF_STRINGS =
      Map.ofEntries(
          Map.entry("strip", (s, a) -> strip(s, a, true, true)),
          Map.entry("lstrip", (s, a) -> strip(s, a, true, false)),
          Map.entry("rstrip", (s, a) -> strip(s, a, false, true)),
          Map.entry("split", (s, a) -> split(s, a, false)),
          Map.entry("rsplit", (s, a) -> split(s, a, true)),
          Map.entry("splitlines", (s, a) -> new ArrayList<Object>(s.lines().toList())),
          Map.entry("startswith", (s, a) -> edge(a).stream().anyMatch(s::startsWith)),
          Map.entry("endswith", (s, a) -> edge(a).stream().anyMatch(s::endsWith)),
          Map.entry("removeprefix", (s, a) -> withoutPrefix(s, a.text(0, "prefix"))),
          Map.entry("removesuffix", (s, a) -> withoutSuffix(s, a.text(0, "suffix"))),
          Map.entry("upper", (s, a) -> s.toUpperCase(Locale.ROOT)),
          Map.entry("lower", (s, a) -> s.toLowerCase(Locale.ROOT)),
          Map.entry("capitalize", (s, a) -> capitalized(s)),
          Map.entry("title", (s, a) -> title(s)),
          Map.entry("replace", (s, a) -> replace(s, a)),
          Map.entry("join", (s, a) -> join(s, a.required(0, "iterable"))),
          Map.entry("find", (s, a) -> (long) s.indexOf(a.text(0, "sub"))),
          Map.entry("count", (s, a) -> occurrences(s, a.text(0, "sub"))),
          Map.entry("isdigit", (s, a) -> all(s, Character::isDigit)),
          Map.entry("isalpha", (s, a) -> all(s, Character::isLetter)),
          Map.entry("isalnum", (s, a) -> all(s, Character::isLetterOrDigit)),
          Map.entry("isspace", (s, a) -> all(s, Character::isWhitespace)),
          Map.entry("isupper", (s, a) -> isUpper(s)),
          Map.entry("islower", (s, a) -> isLower(s)));

  private static final Map<String, Method<Map<?, ?>>> OF_MAPPINGS =
      Map.of(
          "items", (m, a) -> items(m),
          "keys", (m, a) -> new ArrayList<Object>(m.keySet()),
          "values", (m, a) -> new ArrayList<Object>(m.values()),
          "copy", (m, a) -> m,
          "get", (m, a) -> field(m, a));

  private static final Map<String, Method<List<?>>> OF_LISTS =
      Map.of(
          "index", (l, a) -> (long) l.indexOf(a.required(0, "value")),
          "count",
              (l, a) -> l.stream().filter(e -> Values.equal(e, a.required(0, "value"))).count(),
          "copy", (l, a) -> l);

  private Methods() {}

  /// The method of a value, ready to be called.
  static Optional<Callable> of(Object self, String name) {
    return switch (self) {
      case String s -> Optional.ofNullable(OF_STRINGS.get(name)).map(m -> a -> m.call(s, a));
      case Map<?, ?> map ->
          Optional.ofNullable(OF_MAPPINGS.get(name)).map(m -> a -> m.call(map, a));
      case List<?> list -> Optional.ofNullable(OF_LISTS.get(name)).map(m -> a -> m.call(list, a));
      default -> Optional.empty();
    };
  }

  static List<Object> items(Map<?, ?> map) {
    List<Object> pairs = new ArrayList<>(map.size());
    map.forEach((key, value) -> pairs.add(List.of(key, value)));
    return pairs;
  }

  private static Object field(Map<?, ?> map, Arguments arguments) {
    Object value = map.get(arguments.required(0, "key"));
    return value == null ? arguments.get(1, "default", Nothing.NONE) : value;
  }

  static String strip(String s, Arguments arguments, boolean left, boolean right) {
    Object chars = arguments.get(0, "chars", Nothing.NONE);
    IntPredicate drop =
        chars == Nothing.NONE ? Character::isWhitespace : c -> Values.string(chars).indexOf(c) >= 0;
    int from = 0;
    int to = s.length();
    while (left && from < to && drop.test(s.charAt(from))) {
      from++;
    }
    while (right && to > from && drop.test(s.charAt(to - 1))) {
      to--;
    }
    return s.substring(from, to);
  }

  private static List<Object> split(String s, Arguments arguments, boolean fromEnd) {
    Object separator = arguments.get(0, "sep", Nothing.NONE);
    int most = arguments.whole(1, "maxsplit", -1);
    if (separator == Nothing.NONE) {
      return new ArrayList<>(List.of((Object[]) words(s)));
    }
    String by = Values.string(separator);
    if (by.isEmpty()) {
      throw Values.failed("text cannot be split by empty text");
    }
    List<Object> parts = new ArrayList<>();
    String rest = s;
    int at = fromEnd ? rest.lastIndexOf(by) : rest.indexOf(by);
    while (at >= 0 && (most < 0 || parts.size() < most)) {
      parts.add(
          fromEnd ? 0 : parts.size(),
          fromEnd ? rest.substring(at + by.length()) : rest.substring(0, at));
      rest = fromEnd ? rest.substring(0, at) : rest.substring(at + by.length());
      at = fromEnd ? rest.lastIndexOf(by) : rest.indexOf(by);
    }
    parts.add(fromEnd ? 0 : parts.size(), rest);
    return parts;
  }

  private static String[] words(String s) {
    return s.isBlank() ? new String[0] : s.strip().split("\\s+");
  }

  private static List<String> edge(Arguments arguments) {
    Object edges = arguments.required(0, "prefix");
    return edges instanceof List<?> list
        ? list.stream().map(Values::string).toList()
        : List.of(Values.string(edges));
  }

  private static String withoutPrefix(String s, String prefix) {
    return s.startsWith(prefix) ? s.substring(prefix.length()) : s;
  }

  private static String withoutSuffix(String s, String suffix) {
    return s.endsWith(suffix) ? s.substring(0, s.length() - suffix.length()) : s;
  }

  static String replace(String s, Arguments arguments) {
    String old = arguments.text(0, "old");
    String replacement = arguments.text(1, "new");
    Object count = arguments.get(2, "count", Nothing.NONE);
    long left = count == Nothing.NONE ? -1 : Values.whole(count);
    long grown = occurrences(s, old) * (long) replacement.length();
    if (grown > Integer.MAX_VALUE / 8) {
      throw Values.failed("a replacement would make %d characters", grown);
    }
    if (left < 0) {
      return s.replace(old, replacement);
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = s.indexOf(old); at >= 0 && left > 0 && !old.isEmpty(); left--) {
      out.append(s, from, at).append(replacement);
      from = at + old.length();
      at = s.indexOf(old, from);
    }
    return out.append(s, from, s.length()).toString();
  }

  static String join(String between, Object entries) {
    return String.join(between, Values.list(entries).stream().map(Values::text).toList());
  }

  private static long occurrences(String s, String part) {
    long count = part.isEmpty() ? s.length() + 1 : 0;
    for (int at = s.indexOf(part); at >= 0 && !part.isEmpty(); count++) {
      at = s.indexOf(part, at + part.length());
    }
    return count;
  }

  static String capitalized(String s) {
    return s.isEmpty()
        ? s
        : s.substring(0, 1).toUpperCase(Locale.ROOT) + s.substring(1).toLowerCase(Locale.ROOT);
  }

  static String title(String s) {
    StringBuilder out = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      out.append(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
      inWord = Character.isLetter(c);
    }
    return out.toString();
  }

  private static boolean all(String s, IntPredicate kind) {
    return !s.isEmpty() && s.codePoints().allMatch(kind);
  }

  static boolean isUpper(String s) {
    return s.codePoints().anyMatch(Character::isUpperCase)
        && s.codePoints().noneMatch(Character::isLowerCase);
  }

  static boolean isLower(String s) {
    return s.codePoints().anyMatch(Character::isLowerCase)
        && s.codePoints().noneMatch(Character::isUpperCase);
  }
}
