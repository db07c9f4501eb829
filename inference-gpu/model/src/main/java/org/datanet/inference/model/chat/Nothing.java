package org.datanet.inference.model.chat;

/// Python's `None`.
enum Nothing {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
