package org.datanet.inference.model.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reading parts of values: `x.name`, `x[key]`, `x[from:to:step]`.
final class Access {

  private Access() {}

  /// `x.name`: a method of the value, else its field.
  static Object field(Object value, String name) {
    if (value instanceof Undefined || value == Nothing.NONE) {
      throw Values.failed("%s has no field '%s'", Values.kind(value), name);
    }
    if (value instanceof Namespace space) {
      return space.get(name);
    }
    return Methods.of(value, name).map(m -> (Object) m).orElseGet(() -> keyed(value, name));
  }

  /// `x[key]`: the entry of a mapping or list, a character of a text, else a method.
  static Object entry(Object value, Object key) {
    if (value instanceof Undefined || value == Nothing.NONE) {
      throw Values.failed("%s has no entry %s", Values.kind(value), Values.quoted(key));
    }
    Object found = value instanceof Namespace s ? s.get(Values.text(key)) : keyed(value, key);
    return found instanceof Undefined && key instanceof String name
        ? Methods.of(value, name).map(m -> (Object) m).orElse(found)
        : found;
  }

  /// A field of a field: `a.b.0`.
  static Object path(Object value, String path) {
    Object at = value;
    for (String part : path.split("\\.")) {
      boolean index = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
      Object key = index ? (Object) Long.parseLong(part) : part;
      at = at instanceof Undefined ? at : keyed(at, key);
    }
    return at;
  }

  private static Object keyed(Object value, Object key) {
    @Nullable Object found =
        switch (value) {
          case Map<?, ?> map -> map.get(key);
          case List<?> list when key instanceof Long l -> at(list, l);
          case String s when key instanceof Long l -> at(Values.list(s), l);
          default -> null;
        };
    return found == null ? new Undefined(Values.text(key)) : found;
  }

  private static @Nullable Object at(List<?> list, long index) {
    long place = index < 0 ? index + list.size() : index;
    return place >= 0 && place < list.size() ? list.get((int) place) : null;
  }

  /// `x[from:to:step]`, each of which may be [Nothing#NONE].
  static Object slice(Object value, Object from, Object to, Object step) {
    List<Object> list = Values.list(value);
    long by = step == Nothing.NONE ? 1 : Values.whole(step);
    if (by == 0) {
      throw Values.failed("a slice cannot go in steps of 0");
    }
    long size = list.size();
    long begin = by > 0 ? bound(from, 0, 0, size) : bound(from, size - 1, -1, size - 1);
    long end = by > 0 ? bound(to, size, 0, size) : bound(to, -1, -1, size - 1);
    List<Object> part = new ArrayList<>();
    for (long i = begin; by > 0 ? i < end : i > end; i = Math.addExact(i, by)) {
      part.add(list.get((int) i));
    }
    return value instanceof String ? Methods.join("", part) : part;
  }

  private static long bound(Object place, long otherwise, long least, long most) {
    if (place == Nothing.NONE) {
      return otherwise;
    }
    long index = Values.whole(place);
    long size = least < 0 ? most + 1 : most;
    return Math.clamp(index < 0 ? index + size : index, least, most);
  }
}
