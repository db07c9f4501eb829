package org.datanet.inference;

import java.util.Locale;
import java.util.Optional;

/// How an answer is made, the most careful way first. A caller names one, or leaves the choice to
/// the server within limits of time and price.
public enum Route {
  /// The model in the precision it is served in.
  STANDARD("the model as it is served"),
  /// The same model with quantised weights.
  FAST("the same model with its weights as small numbers: quicker, with small differences"),
  /// No model: passages of its Datanets.
  QUOTE("no model: the passages of its Datanets that fit best, word for word");

  private final String how;

  Route(String how) {
    this.how = how;
  }

  /// What answers, in words for people.
  public String how() {
    return how;
  }

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
