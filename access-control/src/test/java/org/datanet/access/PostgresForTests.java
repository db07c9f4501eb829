package org.datanet.access;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL on a free loopback port for the tests of a module.
public class PostgresForTests implements QuarkusTestResourceLifecycleManager {

  private @Nullable EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    try {
      EmbeddedPostgres started =
          EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(90)).start();
      postgres = started;
      String place = "localhost:" + started.getPort() + "/postgres";
      return Map.of(
          "quarkus.datasource.reactive.url", "postgresql://" + place,
          "quarkus.datasource.jdbc.url", "jdbc:postgresql://" + place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (postgres != null) {
      try {
        postgres.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
