package org.datanet.app.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.datanet.kernel.Hash;
import org.datanet.training.TrainingSettings;

/// Looks at the application's tables from outside, and puts rows there that other parts make.
@ApplicationScoped
public class Database {

  private static final String RULES =
      """
      {"name":"n","domain":"d","description":"","acceptedTypes":["text"],"languages":["en"],\
      "maxFileBytes":1000,"contributorWhitelist":[],"region":"ANY","privacyPreset":"literature",\
      "pricePerThousandTokens":"%s","split":{"modelPpm":300000,"dataPpm":600000,\
      "stakersPpm":50000,"protocolPpm":50000}}\
      """;

  private final DataSource dataSource;
  private final ObjectMapper json;

  Database(DataSource dataSource, ObjectMapper json) {
    this.dataSource = dataSource;
    this.json = json;
  }

  public void run(String sql, Object... values) {
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// First column of all rows.
  public List<String> column(String sql, Object... values) {
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(String.valueOf(result.getString(1)));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  public BigInteger number(String sql, Object... values) {
    return new BigInteger(column(sql, values).getFirst());
  }

  /// A registered Datanet.
  public UUID datanet(UUID steward, String price) {
    UUID id = UUID.randomUUID();
    run(
        "insert into app.datanet values (?, ?, ?, ?, ?, 'REGISTERED', null, null, now())",
        id,
        steward,
        RULES.formatted(price),
        Hash.sha256("rules").hex(),
        "0x" + "1".repeat(40));
    return id;
  }

  /// A registered version of it, without records.
  public UUID version(UUID datanet, int number) {
    UUID id = UUID.randomUUID();
    run(
        "insert into app.dataset_version(id, datanet_id, number, note, state, created_at)"
            + " values (?, ?, ?, '', 'REGISTERED', now())",
        id,
        datanet,
        number);
    return id;
  }

  /// A finished training run on a version.
  public UUID doneRun(UUID owner, UUID version) {
    UUID id = UUID.randomUUID();
    run(
        "insert into app.training_run(id, owner_id, name, dataset_versions, settings, state,"
            + " content_hash, base_hash, created_at)"
            + " values (?, ?, 'run', ?, ?, 'DONE', ?, ?, now())",
        id,
        owner,
        version.toString(),
        settings(),
        Hash.sha256(id.toString()).hex(),
        Hash.sha256("base").hex());
    return id;
  }

  private String settings() {
    try {
      return json.writeValueAsString(TrainingSettings.DEFAULT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
