package org.datanet.inference;

/// What a caller can expect of a route now, from the calls of the last minutes.
///
/// @param how what answers, in words
/// @param firstTokenMillis from the request to the first piece of text, a moving mean; 0 before the
///   first call
/// @param tokenMillis between further tokens, a moving mean; 0 before the first call
/// @param pricePpm part of the model's price that is charged
public record RouteHint(
    Route route, String how, double firstTokenMillis, double tokenMillis, int pricePpm) {

  /// Time for an answer of so many tokens; 0 before the first call.
  public double millisFor(int tokens) {
    return firstTokenMillis + tokens * tokenMillis;
  }
}
