package org.datanet.devstack.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresResourceTest {

  @Test
  void startsARealDurablePostgresForTests() throws Exception {
    PostgresResource resource = new PostgresResource();
    Map<String, String> properties = resource.start();
    try (var connection =
            DriverManager.getConnection(
                properties.get("quarkus.datasource.jdbc.url"), "postgres", "postgres");
        var rows = connection.createStatement().executeQuery("show fsync")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("on");
    } finally {
      resource.stop();
    }
  }
}
