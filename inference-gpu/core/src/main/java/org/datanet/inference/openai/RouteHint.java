package org.datanet.inference.openai;

import org.datanet.inference.Route;
import org.datanet.inference.engine.EngineStatus.Speed;
import org.datanet.kernel.TokenAmount;

/// What a call would take and cost by a route, from the calls of the last minutes.
///
/// @param millis until its answer has all the tokens it may have; 0 before the first call
/// @param price at most
record RouteHint(Route route, Speed speed, double millis, TokenAmount price) {

  /// A route that nobody has called yet keeps within any time, so that it is measured.
  boolean within(RouteWish.Limits limits) {
    return limits.millis().filter(most -> millis > most).isEmpty()
        && limits.price().filter(most -> price.compareTo(most) > 0).isEmpty();
  }

  /// As a sentence has it.
  @Override
  public String toString() {
    String time = speed.calls() == 0 ? "not measured yet" : "about " + Math.round(millis) + " ms";
    return route.id() + " " + time + ", at most " + price + " base units";
  }
}
