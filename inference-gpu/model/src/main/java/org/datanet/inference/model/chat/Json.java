package org.datanet.inference.model.chat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Writes values as JSON the way Python's `json.dumps` does, which models have seen in training.
///
/// @param indent blanks per level; negative: all in one line
/// @param ascii whether other characters are written as `\\uXXXX`
/// @param itemSeparator between entries, `", "` unless indented
/// @param keySeparator after a key
/// @param sorted whether keys are sorted
record Json(int indent, boolean ascii, String itemSeparator, String keySeparator, boolean sorted) {

  /// The filter `tojson` with its arguments.
  static String filter(Object value, Arguments arguments) {
    Object indent = arguments.get(0, "indent", Nothing.NONE);
    int width = indent == Nothing.NONE ? -1 : (int) Values.whole(indent);
    Object separators = arguments.get(2, "separators", Nothing.NONE);
    boolean own = separators instanceof List<?> list && list.size() == 2;
    Json json =
        new Json(
            width,
            arguments.flag(1, "ensure_ascii", false),
            own ? Values.string(Values.list(separators).get(0)) : width < 0 ? ", " : ",",
            own ? Values.string(Values.list(separators).get(1)) : ": ",
            arguments.flag(3, "sort_keys", false));
    StringBuilder out = new StringBuilder();
    json.write(value, out, 0);
    return out.toString();
  }

  private void write(Object value, StringBuilder out, int level) {
    switch (value) {
      case String s -> string(s, out);
      case Boolean b -> out.append(b ? "true" : "false");
      case Nothing n -> out.append("null");
      case Long l -> out.append(l);
      case Double d -> out.append(Values.decimal(d));
      case List<?> list -> {
        out.append('[');
        int count = 0;
        for (Object entry : list) {
          newEntry(out, count++, level + 1);
          write(entry, out, level + 1);
        }
        end(out, count, level, ']');
      }
      case Map<?, ?> map -> map(map, out, level);
      default -> throw Values.failed("%s cannot be written as JSON", Values.kind(value));
    }
  }

  private void map(Map<?, ?> map, StringBuilder out, int level) {
    out.append('{');
    Stream<? extends Map.Entry<?, ?>> entries = map.entrySet().stream();
    if (sorted) {
      entries = entries.sorted(Comparator.comparing(e -> Values.text(e.getKey())));
    }
    int count = 0;
    for (Map.Entry<?, ?> entry : entries.toList()) {
      newEntry(out, count++, level + 1);
      string(Values.text(entry.getKey()), out);
      out.append(keySeparator);
      write(entry.getValue(), out, level + 1);
    }
    end(out, count, level, '}');
  }

  private void newEntry(StringBuilder out, int count, int level) {
    if (count > 0) {
      out.append(itemSeparator);
    }
    newLine(out, level);
  }

  private void end(StringBuilder out, int count, int level, char bracket) {
    if (count > 0) {
      newLine(out, level);
    }
    out.append(bracket);
  }

  private void newLine(StringBuilder out, int level) {
    if (indent >= 0) {
      out.append('\n').repeat(' ', indent * level);
    }
  }

  private void string(String s, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          boolean coded = c < ' ' || (ascii && c > '~');
          out.append(coded ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
      }
    }
    out.append('"');
  }
}
