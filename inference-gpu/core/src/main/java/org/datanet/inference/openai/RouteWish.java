package org.datanet.inference.openai;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.datanet.inference.Route;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;

/// How a request wants its answer to be made.
sealed interface RouteWish {

  RouteWish STANDARD = new Named(Route.STANDARD);

  /// By this route.
  record Named(Route route) implements RouteWish {}

  /// By the most careful route that keeps within the limits.
  record Auto(Limits limits) implements RouteWish {}

  /// @param millis from the request to the end of the answer, at most
  /// @param price what the call may cost at most
  record Limits(Optional<Integer> millis, Optional<TokenAmount> price) {

    private static final int LONGEST_MILLIS = 3_600_000;

    static Limits read(Fields fields) {
      fields
          .object()
          .fieldNames()
          .forEachRemaining(name -> {
            if (!Set.of("millis", "price").contains(name)) {
              throw fields.invalid(name, "is no limit; those are millis and price");
            }
          });
      return new Limits(fields.whole("millis", 1, LONGEST_MILLIS), price(fields));
    }

    private static Optional<TokenAmount> price(Fields fields) {
      if (fields.get("price") == null) {
        return Optional.empty();
      }
      String amount = fields.text("price");
      if (!amount.matches("\\d{1,78}") || new BigInteger(amount).bitLength() > 256) {
        throw fields.invalid(
            "price", "must be a string: an amount in base units (10^-18 OPEN), as \"2500000\"");
      }
      return Optional.of(TokenAmount.of(amount));
    }

    /// As a sentence has it: `500 ms and 20 base units`.
    @Override
    public String toString() {
      List<String> parts = new ArrayList<>();
      millis.ifPresent(ms -> parts.add(ms + " ms"));
      price.ifPresent(amount -> parts.add(amount + " base units"));
      return String.join(" and ", parts);
    }
  }

  /// Reads the fields `route` and `limits` of the request's `datanet`.
  ///
  /// @throws ProblemException 400 naming the field
  static RouteWish read(Fields datanet) {
    String name = datanet.get("route") == null ? Route.STANDARD.id() : datanet.text("route");
    Optional<Limits> limits = datanet.inner("limits").map(Limits::read);
    if (name.equals("auto")) {
      return new Auto(limits.orElse(new Limits(Optional.empty(), Optional.empty())));
    }
    Route route =
        Route.of(name)
            .orElseThrow(() -> datanet.invalid("route", "must be standard, fast, quote or auto"));
    if (limits.isPresent()) {
      throw datanet.invalid("limits", "needs datanet.route auto: a named route is taken as it is");
    }
    return new Named(route);
  }
}
