package org.datanet.governance;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// PostgreSQL and the L2 node for tests inside Quarkus.
public final class LocalServices implements QuarkusTestResourceLifecycleManager {

  private @Nullable EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    if (!LocalChain.installed()) {
      return Map.of();
    }
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String database = "localhost:" + postgres.getPort() + "/postgres?user=postgres";
    return Map.of(
        "quarkus.datasource.username",
        "postgres",
        "quarkus.datasource.password",
        "postgres",
        "quarkus.datasource.reactive.url",
        "postgresql://" + database,
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql://" + database,
        "datanet.governance.rpc-url",
        LocalChain.shared().url());
  }

  @Override
  public void stop() {
    if (postgres != null) {
      LocalChain.shared().kill();
      try {
        postgres.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
