package org.datanet.attribution.server;

import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.datanet.kernel.ProblemException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready when every index below the data directory is open; says of each its generation or what is
/// wrong.
@Readiness
@Singleton
class IndexesReady implements HealthCheck {

  private final ServedIndexes indexes;

  IndexesReady(ServedIndexes indexes) {
    this.indexes = indexes;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("attribution indexes").up();
    try {
      indexes.names().forEach(name -> check(name, answer));
    } catch (UncheckedIOException e) {
      answer.down().withData("data directory", "cannot be read");
    }
    return answer.build();
  }

  private void check(String name, HealthCheckResponseBuilder answer) {
    try (var lease = indexes.acquire(name)) {
      answer.withData(name, lease.index().generation());
    } catch (ProblemException e) {
      answer.down().withData(name, e.detail());
    }
  }
}
