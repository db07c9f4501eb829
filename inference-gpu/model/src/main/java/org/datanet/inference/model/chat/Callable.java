package org.datanet.inference.model.chat;

/// Something that can be called with `(…)`: a macro, a function, a method of a value.
@FunctionalInterface
interface Callable {
  Object call(Arguments arguments);
}
