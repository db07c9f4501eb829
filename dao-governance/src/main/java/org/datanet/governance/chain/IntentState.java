package org.datanet.governance.chain;

/// Life of a chain intent: PLANNED → SENT → CONFIRMED | FAILED.
public enum IntentState {
  PLANNED,
  SENT,
  CONFIRMED,
  FAILED;

  public boolean terminal() {
    return this == CONFIRMED || this == FAILED;
  }
}
