package org.datanet.inference.model.chat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What template values mean: truth, equality, order and text, as in Python.
final class Values {

  private Values() {}

  /// A JSON value from outside as a template value.
  static Object of(@Nullable Object json) {
    return switch (json) {
      case null -> Nothing.NONE;
      case Integer i -> (long) i;
      case Float f -> (double) f;
      case String s -> s;
      case Long l -> l;
      case Double d -> d;
      case Boolean b -> b;
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(entry -> copy.add(of(entry)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), of(value)));
        yield copy;
      }
      default ->
          throw new IllegalArgumentException(
              "a chat holds JSON values only, not " + json.getClass());
    };
  }

  static boolean truth(Object value) {
    return switch (value) {
      case Boolean b -> b;
      case Long l -> l != 0;
      case Double d -> d != 0;
      case String s -> !s.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case Nothing n -> false;
      case Undefined u -> false;
      default -> true;
    };
  }

  static boolean equal(Object a, Object b) {
    if (isNumber(a) && isNumber(b)) {
      return number(a) == number(b);
    }
    return a instanceof Undefined ? b instanceof Undefined : a.equals(b);
  }

  static int compare(Object a, Object b) {
    if (isNumber(a) && isNumber(b)) {
      return Double.compare(number(a), number(b));
    }
    if (a instanceof String s && b instanceof String t) {
      return s.compareTo(t);
    }
    throw failed("%s and %s have no order", kind(a), kind(b));
  }

  static boolean contains(Object whole, Object part) {
    return switch (whole) {
      case String s -> s.contains(string(part));
      case Map<?, ?> map -> map.containsKey(part);
      default -> list(whole).stream().anyMatch(entry -> equal(entry, part));
    };
  }

  /// The entries that a loop over a value visits.
  static List<Object> list(Object value) {
    return switch (value) {
      case List<?> list -> new ArrayList<>(list);
      case Map<?, ?> map -> new ArrayList<>(map.keySet());
      case String s -> new ArrayList<>(s.codePoints().mapToObj(Character::toString).toList());
      case Undefined u -> new ArrayList<>();
      default -> throw failed("%s has no entries", kind(value));
    };
  }

  static long length(Object value) {
    return value instanceof String s ? s.codePointCount(0, s.length()) : list(value).size();
  }

  static String string(Object value) {
    if (value instanceof String s) {
      return s;
    }
    throw failed("text is needed where %s is", kind(value));
  }

  static long whole(Object value) {
    return switch (value) {
      case Long l -> l;
      case Boolean b -> b ? 1 : 0;
      default -> throw failed("a whole number is needed where %s is", kind(value));
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  static double number(Object value) {
    return value instanceof Double d ? d : whole(value);
  }

  /// A value as it is printed.
  static String text(Object value) {
    return switch (value) {
      case String s -> s;
      case Undefined u -> "";
      default -> quoted(value);
    };
  }

  /// A value as it is printed within a list.
  static String quoted(Object value) {
    return switch (value) {
      case String s -> quotedString(s);
      case Boolean b -> b ? "True" : "False";
      case Double d -> decimal(d);
      case List<?> list -> joined(list.stream().map(Values::quoted).toList(), "[", "]");
      case Map<?, ?> map ->
          joined(
              map.entrySet().stream()
                  .map(e -> quoted(e.getKey()) + ": " + quoted(e.getValue()))
                  .toList(),
              "{",
              "}");
      case Undefined u -> "Undefined";
      default -> String.valueOf(value);
    };
  }

  private static String joined(List<String> parts, String open, String close) {
    return open + String.join(", ", parts) + close;
  }

  private static String quotedString(String s) {
    char quote = s.contains("'") && !s.contains("\"") ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    s.chars()
        .forEach(c -> {
          switch (c) {
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
              if (c == quote) {
                out.append('\\').append(quote);
              } else if (c < ' ' || c == 127) {
                out.append("\\x%02x".formatted(c));
              } else {
                out.append((char) c);
              }
            }
          }
        });
    return out.append(quote).toString();
  }

  /// The shortest decimal that means this number, as Python writes it.
  static String decimal(double d) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      return Double.isNaN(d) ? "nan" : d > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(d);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      String[] parts = Double.toString(d).split("E");
      int exponent = parts.length == 2 ? Integer.parseInt(parts[1]) : 0;
      String digits = parts[0].endsWith(".0") ? parts[0].replace(".0", "") : parts[0];
      return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = new BigDecimal(Double.toString(d)).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  static String kind(Object value) {
    return switch (value) {
      case String s -> "text";
      case Boolean b -> "true or false";
      case Long l -> "a whole number";
      case Double d -> "a number";
      case List<?> l -> "a list";
      case Map<?, ?> m -> "a mapping";
      case Nothing n -> "none";
      case Undefined u -> "'" + u.what() + "', which is not defined,";
      default -> "a function";
    };
  }

  static IllegalArgumentException failed(String sentence, Object... details) {
    return new IllegalArgumentException(
        "the chat template fails on this conversation: " + sentence.formatted(details));
  }
}
