package org.datanet.app.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.datanet.app.jobs.Pulse;

/// Releases the money of calls whose deadline has passed: their process died or hangs.
@ApplicationScoped
class ExpiredCalls implements Pulse {

  private final CallStore store;
  private final Clock clock;

  ExpiredCalls(CallStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "expired-calls";
  }

  @Override
  public void beat() {
    store.expired(Instant.now(clock)).forEach(call -> store.release(call, "timeout", null));
  }
}
