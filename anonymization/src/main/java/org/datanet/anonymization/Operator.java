package org.datanet.anonymization;

/// What is done with a piece of personal data.
public enum Operator {
  /// Replaced by its type, e.g. `[PHONE]`.
  REDACT,
  /// Replaced by its type and 8 hex digits of an HMAC, e.g. `[NAME-1f0c22a9]`: the same person or
  /// number always gives the same pseudonym under one key.
  PSEUDONYM,
  /// Moved by 1 to 365 days, the same for all dates under one key, in the notation it had; redacted
  /// when it is not a calendar date.
  DATE_SHIFT,
  /// An age becomes `90+`.
  GENERALISE
}
