package org.datanet.inference.model.chat;

/// What one rendering may still compute and write, so that no template runs for ever or fills the
/// memory. Not thread-safe.
final class Budget {

  /// Statements, expressions and characters made, together.
  private static final long UNITS = 50_000_000;

  private static final int MOST_DEPTH = 100;

  private long left = UNITS;
  private int depth;

  void spend(long units) {
    left -= units;
    if (units < 0 || left < 0) {
      throw Values.failed("it computes or writes more than %d units", UNITS);
    }
  }

  /// Text that was made.
  String made(String text) {
    spend(text.length());
    return text;
  }

  void enter() {
    if (++depth > MOST_DEPTH) {
      throw Values.failed("its macros call each other more than %d deep", MOST_DEPTH);
    }
  }

  void leave() {
    depth--;
  }
}
