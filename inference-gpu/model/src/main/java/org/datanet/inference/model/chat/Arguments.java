package org.datanet.inference.model.chat;

import java.util.List;
import java.util.Map;

/// The arguments of a call.
///
/// @param places by position
/// @param names by name
record Arguments(List<Object> places, Map<String, Object> names) {

  static final Arguments NONE = new Arguments(List.of(), Map.of());

  /// An argument that has a position and a name.
  Object get(int place, String name, Object otherwise) {
    return place < places.size() ? places.get(place) : names.getOrDefault(name, otherwise);
  }

  /// An argument that must be there.
  Object required(int place, String name) {
    Object value = get(place, name, Nothing.NONE);
    if (value == Nothing.NONE && places.size() <= place && !names.containsKey(name)) {
      throw Values.failed("the argument '%s' is missing", name);
    }
    return value;
  }

  String text(int place, String name) {
    return Values.string(required(place, name));
  }

  int whole(int place, String name, int otherwise) {
    return (int) Values.whole(get(place, name, (long) otherwise));
  }

  boolean flag(int place, String name, boolean otherwise) {
    return Values.truth(get(place, name, otherwise));
  }

  /// Without the first positional ones.
  Arguments after(int count) {
    return new Arguments(places.subList(Math.min(count, places.size()), places.size()), names);
  }
}
