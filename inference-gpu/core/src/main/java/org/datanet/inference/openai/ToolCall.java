package org.datanet.inference.openai;

/// A function call that the model wrote.
///
/// @param arguments JSON text of an object
record ToolCall(String name, String arguments) {}
