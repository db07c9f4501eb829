package org.datanet.devstack.postgres;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A fresh, real PostgreSQL for tests: `@QuarkusTestResource(PostgresResource.class)` sets the
/// `quarkus.datasource` properties; a plain test calls `start()` and `stop()` itself. Gone, data
/// included, when the tests end.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
  private @Nullable EmbeddedPostgres server;

  @Override
  public Map<String, String> start() {
    try {
      EmbeddedPostgres started =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "200")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      server = started;
      return properties(started.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL for tests did not start", e);
    }
  }

  private static Map<String, String> properties(int port) {
    String address = "postgresql://localhost:" + port + "/postgres";
    return Map.of(
        "quarkus.datasource.jdbc.url",
        "jdbc:" + address,
        "quarkus.datasource.reactive.url",
        address,
        "quarkus.datasource.username",
        "postgres",
        "quarkus.datasource.password",
        "postgres");
  }

  @Override
  public void stop() {
    EmbeddedPostgres running = server;
    server = null;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL for tests did not stop", e);
      }
    }
  }
}
