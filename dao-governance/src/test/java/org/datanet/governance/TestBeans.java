package org.datanet.governance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.datanet.governance.settlement.SpendingLedger;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.datanet.kernel.UuidV7;

/// What the application provides: clock, ids and the ledger.
final class TestBeans {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  UuidV7 ids(Clock clock) {
    return new UuidV7(clock);
  }

  /// A ledger in which everybody owes a little and has more on hold.
  @ApplicationScoped
  static class FixedLedger implements SpendingLedger {
    @Override
    public Position of(UserId user) {
      return new Position(TokenAmount.of("1000"), TokenAmount.of("200"), TokenAmount.of("30"));
    }
  }
}
