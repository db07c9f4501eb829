package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import org.datanet.app.training.Adapter;
import org.datanet.app.wiring.AppConfig;
import org.datanet.inference.Route;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.TokenAmount;

/// What calls cost: a model's price for its tokens, or by a cheaper route a part of it.
@ApplicationScoped
class Prices {

  private static final long TOKENS_PER_PRICE = 1000;

  private final AppConfig config;

  Prices(AppConfig config) {
    this.config = config;
  }

  /// Part of the model's price that a call by this route costs.
  Ppm part(Route route) {
    return new Ppm(
        switch (route) {
          case STANDARD -> Ppm.WHOLE;
          case FAST -> config.fastPricePpm();
          case QUOTE -> config.quotePricePpm();
        });
  }

  TokenAmount of(Adapter adapter, Route route, long tokens) {
    return of(adapter, part(route), tokens);
  }

  /// Rounded up to the base unit, once.
  static TokenAmount of(Adapter adapter, Ppm part, long tokens) {
    return adapter
        .pricePerThousandTokens()
        .timesCeil(tokens * part.value(), TOKENS_PER_PRICE * Ppm.WHOLE);
  }
}
