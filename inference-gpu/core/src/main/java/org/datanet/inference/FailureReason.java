package org.datanet.inference;

/// Why a call ended without an answer. None of them is charged.
public enum FailureReason {
  /// The engine, the adapter's files or the queue failed.
  ERROR,
  /// The call's deadline passed.
  TIMEOUT,
  /// The client went away.
  CANCELLED,
  /// The adapter version was frozen while the call waited or ran.
  FROZEN
}
