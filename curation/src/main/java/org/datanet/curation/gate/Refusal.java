package org.datanet.curation.gate;

import org.jspecify.annotations.Nullable;

/// Ends a check: the file is refused. Caught by [Gate], which turns it into a verdict.
final class Refusal extends Exception {

  private static final long serialVersionUID = 1;

  private final String code;
  private final @Nullable String place;

  /// @param place where in the file; null for the whole file
  /// @param message what is wrong and what to do, without file name and place
  Refusal(String code, @Nullable String place, String message) {
    super(message, null, false, false);
    this.code = code;
    this.place = place;
  }

  String code() {
    return code;
  }

  @Nullable String place() {
    return place;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
