package org.datanet.curation.gate;

/// What the gate decides about a file.
public sealed interface Verdict {

  /// `ok`, or the stable kebab-case name of the reason.
  String code();

  /// A sentence for the contributor: file, place, and what to do.
  String message();

  /// `accept`, `sanitise` or `reject`.
  default String verdict() {
    return switch (this) {
      case Accepted _ -> "accept";
      case Sanitised _ -> "sanitise";
      case Rejected _ -> "reject";
    };
  }

  /// May be stored as it is.
  record Accepted(String code, String message) implements Verdict {}

  /// May be stored after the named thing was removed; the report's records are already clean.
  record Sanitised(String code, String message) implements Verdict {}

  /// Refused.
  record Rejected(String code, String message) implements Verdict {}
}
