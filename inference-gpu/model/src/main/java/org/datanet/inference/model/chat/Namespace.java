package org.datanet.inference.model.chat;

import java.util.HashMap;
import java.util.Map;

/// A `namespace(…)`: names that a template may set from within loops. Not thread-safe.
final class Namespace {

  private final Map<String, Object> names;

  Namespace(Map<String, Object> names) {
    this.names = new HashMap<>(names);
  }

  Object get(String name) {
    Object value = names.get(name);
    return value == null ? new Undefined(name) : value;
  }

  void set(String name, Object value) {
    names.put(name, value);
  }
}
