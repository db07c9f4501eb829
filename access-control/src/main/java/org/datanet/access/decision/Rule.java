package org.datanet.access.decision;

/// One reason to deny. Names are public: they stand in answers and in the audit log.
record Rule(String name, String advice, Test test) {

  /// Whether the rule is content with the request.
  @FunctionalInterface
  interface Test {
    boolean passes(AccessRequest request, DatanetAccessFacts facts);
  }
}
