package org.datanet.inference.model;

/// One part's share of work that `parts` threads divide.
record Share(int part, int parts) {

  /// First of this part's pieces out of `pieces`.
  int from(int pieces) {
    return (int) ((long) pieces * part / parts);
  }

  /// End of this part's pieces.
  int to(int pieces) {
    return (int) ((long) pieces * (part + 1) / parts);
  }
}
