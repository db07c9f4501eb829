package org.datanet.curation;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL for tests, on a free port of the loopback interface.
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    try {
      EmbeddedPostgres started = EmbeddedPostgres.start();
      postgres = started;
      return settings("//localhost:" + started.getPort() + "/postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(String address) {
    return Map.of(
        "quarkus.datasource.username",
        "postgres",
        "quarkus.datasource.password",
        "postgres",
        "quarkus.datasource.reactive.url",
        "postgresql:" + address,
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql:" + address);
  }

  @Override
  public void stop() {
    try {
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
