package org.datanet.inference.model.chat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names that a statement sees and the text it writes to. A loop's body and a macro have frames
/// of their own; what they set ends with them. Not thread-safe.
final class Frame {

  private final Map<String, Object> names = new HashMap<>();
  private final @Nullable Frame outer;
  private final StringBuilder out;
  private final Budget budget;

  private Frame(@Nullable Frame outer, StringBuilder out, Budget budget) {
    this.outer = outer;
    this.out = out;
    this.budget = budget;
  }

  static Frame outermost() {
    return new Frame(null, new StringBuilder(), new Budget());
  }

  /// A frame within this one that writes to the same text.
  Frame inner() {
    return new Frame(this, out, budget);
  }

  /// A frame within this one that writes to a text of its own.
  Frame capture() {
    return new Frame(this, new StringBuilder(), budget);
  }

  Object get(String name) {
    for (Frame frame = this; frame != null; frame = frame.outer) {
      Object value = frame.names.get(name);
      if (value != null) {
        return value;
      }
    }
    return new Undefined(name);
  }

  void set(String name, Object value) {
    names.put(name, value);
  }

  /// Gives this frame's names to another: what a captured text sets stays set.
  void giveNames(Frame other) {
    other.names.putAll(names);
  }

  void write(String text) {
    out.append(budget.made(text));
  }

  String text() {
    return out.toString();
  }

  Budget budget() {
    return budget;
  }
}
