package org.datanet.inference.model.chat;

/// The value of a name, field or position that does not exist: prints nothing, is false and empty;
/// anything else fails.
record Undefined(String what) {}
