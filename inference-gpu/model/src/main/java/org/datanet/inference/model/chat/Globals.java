package org.datanet.inference.model.chat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The functions that every template can call.
final class Globals {

  private static final int LONGEST_RANGE = 100_000;

  /// Python's date codes as Java's.
  private static final Map<Character, String> DATE_CODES =
      Map.ofEntries(
          Map.entry('d', "dd"),
          Map.entry('m', "MM"),
          Map.entry('y', "yy"),
          Map.entry('Y', "yyyy"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('p', "a"),
          Map.entry('j', "DDD"));

  private Globals() {}

  static void define(Frame frame, Instant at) {
    frame.set("range", (Callable) Globals::range);
    frame.set("namespace", (Callable) Globals::namespace);
    frame.set("dict", (Callable) a -> new LinkedHashMap<Object, Object>(a.names()));
    frame.set("raise_exception", (Callable) Globals::refuse);
    frame.set("strftime_now", (Callable) a -> date(at, a.text(0, "format")));
  }

  private static Object namespace(Arguments arguments) {
    Namespace space = new Namespace(arguments.names());
    if (!arguments.places().isEmpty() && arguments.places().getFirst() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> space.set(Values.text(key), value));
    }
    return space;
  }

  private static Object refuse(Arguments arguments) {
    throw new IllegalArgumentException(
        "the model's chat template refuses the conversation: "
            + Values.text(arguments.required(0, "message")));
  }

  private static List<Object> range(Arguments arguments) {
    boolean one = arguments.places().size() < 2;
    long from = one ? 0 : Values.whole(arguments.places().getFirst());
    long to = Values.whole(arguments.required(one ? 0 : 1, "stop"));
    long step = arguments.whole(2, "step", 1);
    List<Object> numbers = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      numbers.add(i);
      if (numbers.size() > LONGEST_RANGE || step == 0) {
        throw Values.failed("a range has more than %d numbers", LONGEST_RANGE);
      }
    }
    return numbers;
  }

  private static String date(Instant at, String format) {
    ZonedDateTime time = at.atZone(ZoneOffset.UTC);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      if (format.charAt(i) != '%' || i + 1 == format.length()) {
        out.append(format.charAt(i));
        continue;
      }
      char code = format.charAt(++i);
      boolean bare = code == '-' && i + 1 < format.length();
      String pattern = DATE_CODES.get(bare ? format.charAt(++i) : code);
      if (pattern == null && code != '%') {
        throw Values.failed("the date code %%%s is not known", code);
      }
      String part =
          pattern == null
              ? "%"
              : time.format(
                  DateTimeFormatter.ofPattern(bare ? pattern.substring(0, 1) : pattern, Locale.US));
      out.append(part);
    }
    return out.toString();
  }
}
