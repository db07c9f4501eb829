package org.datanet.access.decision;

/// What was decided and by which rule.
public sealed interface Decision {

  /// Name of the deciding rule, e.g. `grant-active`.
  String rule();

  /// Allowed; `rule` is the rule that carried it.
  record Allowed(String rule) implements Decision {}

  /// Denied; `advice` says what the asker can do.
  record Denied(String rule, String advice) implements Decision {}
}
