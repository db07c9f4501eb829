package org.datanet.kernel;

/// A kind of failure a caller can act on (RFC 9457). Each module has one enum of them; the type URI
/// is `https://datanet.example/problems/` + [#slug], and `docs/problems.md` lists all.
public interface Problem {

  /// Stable kebab-case name, e.g. `grant-missing`.
  String slug();

  /// HTTP status.
  int status();

  /// Short summary that does not change from case to case.
  String title();
}
