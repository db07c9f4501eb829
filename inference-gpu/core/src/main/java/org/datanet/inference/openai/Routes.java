package org.datanet.inference.openai;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.datanet.inference.CallDesk;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.Route;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.EngineStatus.Speed;
import org.datanet.inference.engine.Quotes;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;

/// The routes by which calls are answered here, and the choice among them.
@Singleton
class Routes {

  private static final String FIELD = "datanet.route";

  private final Engine engine;
  private final CallDesk desk;
  private final Quotes quotes;

  Routes(Engine engine, CallDesk desk) {
    this.engine = engine;
    this.desk = desk;
    this.quotes = new Quotes(engine.vocabulary());
  }

  /// The engine of the standard route, which knows the model.
  Engine engine() {
    return engine;
  }

  /// What generates by a route that is offered and has a model.
  Engine engine(Route route) {
    return engine.by(route).orElseThrow();
  }

  Quotes quotes() {
    return quotes;
  }

  boolean offered(Route route) {
    boolean answers = route == Route.QUOTE || engine.by(route).isPresent();
    return answers && desk.pricePart(route).isPresent();
  }

  /// How fast a route that is offered was of late.
  Speed speed(Route route) {
    return route == Route.QUOTE ? quotes.speed() : engine(route).status().speed();
  }

  /// Whether a call of this tenant would find room in the queue of a route.
  boolean hasRoom(Route route, String tenant) {
    return route == Route.QUOTE || engine(route).hasRoom(tenant);
  }

  /// The route of a request.
  ///
  /// @throws ProblemException 400 when the named one is not offered or cannot do what is asked; 422
  ///   when none keeps within the limits
  RouteTaken take(OpenAiRequest request, Prompt prompt) {
    return switch (request.route()) {
      case RouteWish.Named(Route route) -> new RouteTaken(named(route, request), false);
      case RouteWish.Auto(RouteWish.Limits limits) ->
          new RouteTaken(auto(limits, request, prompt), true);
    };
  }

  private Route named(Route route, OpenAiRequest request) {
    if (!offered(route)) {
      throw unsupported(FIELD, route.id() + " is not offered here; choose one of " + names());
    }
    request
        .output()
        .needsModel()
        .filter(field -> route == Route.QUOTE)
        .ifPresent(field -> {
          throw unsupported(
              field, "needs a model, and datanet.route quote has none; leave out one of them");
        });
    return route;
  }

  private String names() {
    return Arrays.stream(Route.values())
        .filter(this::offered)
        .map(Route::id)
        .collect(Collectors.joining(", "));
  }

  private static ProblemException unsupported(String field, String message) {
    return new ProblemException(
        InferenceProblem.UNSUPPORTED_PARAMETER,
        field + " " + message + ".",
        List.of(new FieldError(field, message)));
  }

  /// The most careful one within the limits.
  private Route auto(RouteWish.Limits limits, OpenAiRequest request, Prompt prompt) {
    List<RouteHint> hints = new ArrayList<>();
    for (Route route : Route.values()) {
      Optional<RouteHint> hint =
          offered(route) && can(route, request) ? hint(route, request, prompt) : Optional.empty();
      if (hint.filter(each -> each.within(limits)).isPresent()) {
        return route;
      }
      hint.ifPresent(hints::add);
    }
    throw tooTight(limits, hints);
  }

  private static boolean can(Route route, OpenAiRequest request) {
    return route != Route.QUOTE || request.output().needsModel().isEmpty();
  }

  private Optional<RouteHint> hint(Route route, OpenAiRequest request, Prompt prompt) {
    Speed speed = speed(route);
    long answer = (long) prompt.maxTokens() * request.output().choices();
    return desk.price(request.model(), route, prompt.mostTokens(route) + answer)
        .map(price -> new RouteHint(route, speed, speed.millisFor(prompt.maxTokens()), price));
  }

  private static ProblemException tooTight(RouteWish.Limits limits, List<RouteHint> hints) {
    String message =
        "No route keeps within %s: %s. Raise the limits, lower max_tokens, or name a route."
            .formatted(
                limits, hints.stream().map(RouteHint::toString).collect(Collectors.joining("; ")));
    return new ProblemException(
        InferenceProblem.NO_ROUTE_WITHIN_LIMITS,
        message,
        List.of(new FieldError("datanet.limits", message)));
  }
}
