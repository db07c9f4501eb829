package org.datanet.inference;

import java.util.Locale;
import java.util.Optional;

/// How an answer is made, the most careful first. A caller names one, or leaves the choice to the
/// server within limits of time and price.
public enum Route {
  /// The model in the precision it is served in.
  STANDARD,
  /// The same model with quantised weights: quicker, with small differences.
  FAST,
  /// No model: the passages of the Datanets that fit the question best, word for word.
  QUOTE;

  /// Its name in requests and answers.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// By its name in requests.
  public static Optional<Route> of(String id) {
    for (Route route : values()) {
      if (route.id().equals(id)) {
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }
}
