package org.datanet.access.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.datanet.access.PostgresForTests;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class AuditLogTest {

  @Inject AuditLog log;
  @Inject DataSource database;

  // R23
  @Test
  void everyEntryHasAProofThatVerifiesOfflineAndHidesNothingAltered() {
    long first = log.appendAll(List.of(entry("read"), entry("train"), entry("query")));
    for (long index = first; index < first + 3; index++) {
      InclusionProof proof = log.proof(index);
      assertThat(proof.verify()).isTrue();
      assertThat(proof.rootHash()).isEqualTo(log.head().rootHash());
      InclusionProof forged =
          new InclusionProof(
              index,
              proof.size(),
              proof.leafHash(),
              entry("other"),
              proof.salt(),
              proof.path(),
              proof.rootHash());
      assertThat(forged.verify()).isFalse();
    }
  }

  // R23
  @Test
  void appendsFromManyThreadsFormOneTreeWithoutGaps() throws Exception {
    AuditHead before = log.head();
    List<Future<Long>> appended = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        appended.add(threads.submit(() -> log.append(entry("parallel"))));
      }
    }
    List<Long> indexes = new ArrayList<>();
    for (Future<Long> one : appended) {
      indexes.add(one.get());
    }
    assertThat(indexes).doesNotHaveDuplicates();
    assertThat(log.head().size()).isEqualTo(before.size() + 40);
    assertThat(log.consistency(log.head().size() - 20).verify()).isTrue();
    assertThat(log.proof(indexes.getFirst()).verify()).isTrue();
  }

  // R23
  @Test
  void theDatabaseRefusesToChangeOrDeleteEntries() {
    log.append(entry("kept"));
    for (String forbidden :
        List.of(
            "update access_control.audit_entry set rule = 'x'",
            "delete from access_control.audit_entry",
            "truncate access_control.audit_entry",
            "update access_control.audit_node set hash = hash",
            "delete from access_control.audit_head",
            "update access_control.audit_head set log_size = 0")) {
      assertThatThrownBy(() -> execute(forbidden)).as(forbidden).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void theOfficerSearchesAndOthersMayNot() {
    String action = "search-" + UUID.randomUUID();
    long index = log.append(entry(action));
    given()
        .header("X-Caller", UUID.randomUUID() + " compliance-officer")
        .get("/api/audit?action={action}&decision=DENY&limit=10", action)
        .then()
        .statusCode(200)
        .body("entries.size()", equalTo(1))
        .body("entries[0].index", equalTo((int) index))
        .body("entries[0].rule", equalTo("grant-active"));
    given()
        .header("X-Caller", UUID.randomUUID() + " compliance-officer")
        .get("/api/audit/{index}/proof", index)
        .then()
        .statusCode(200)
        .body("entry.action", equalTo(action));
    given()
        .header("X-Caller", UUID.randomUUID() + " curator")
        .get("/api/audit")
        .then()
        .statusCode(403);
    given()
        .header("X-Caller", UUID.randomUUID() + " compliance-officer")
        .get("/api/audit?decision=maybe")
        .then()
        .statusCode(400);
    given().get("/api/audit").then().statusCode(401);
  }

  @Test
  void theLeafDependsOnTheSalt() {
    AuditEntry entry = entry("read");
    assertThat(SaltedLeaf.of(entry, Hash.sha256("a")))
        .isNotEqualTo(SaltedLeaf.of(entry, Hash.sha256("b")));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static AuditEntry entry(String action) {
    return new AuditEntry(
        Instant.parse("2026-01-02T03:04:05.678Z"),
        new UserId(new UUID(1, 2)),
        action,
        "datanet/x",
        "train",
        AuditEntry.Outcome.DENY,
        "grant-active");
  }
}
