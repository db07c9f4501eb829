package org.datanet.inference.model.chat;

/// A parsed expression: computes a value in a frame. Values are [Long], [Double], [Boolean],
/// [String], [java.util.List], [java.util.Map], [Callable], [Nothing] and [Undefined].
@FunctionalInterface
interface Expression {
  Object in(Frame frame);
}
