package org.datanet.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.demo.RoleTable.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every endpoint × every role, against `roles.csv`.
@OnRunningPlatform
class RolesTest {

  private static final Map<String, String> USERS =
      new TreeMap<>(
          Map.of(
              "contributor", "grace",
              "curator", "cyrus",
              "compliance-officer", "olga",
              "model-builder", "max",
              "holder", "holly"));

  private final Platform platform = Platform.fromSystemProperties();
  private final RoleTable table = RoleTable.read();
  private final Map<String, Api> signedIn =
      USERS.values().stream().collect(Collectors.toMap(u -> u, u -> new Api(platform, u)));

  @Test // R3
  void theTableNamesExactlyTheEndpointsThatExist() {
    JsonNode openApi = new Wire(platform, null).get("/q/openapi?format=json").json();
    assertThat(table.names()).isEqualTo(RoleTable.operations(openApi));
  }

  @TestFactory // R3, R91
  Stream<DynamicTest> everyEndpointAnswersOnlyThoseItNames() {
    Set<String> refused = new HashSet<>();
    Stream<DynamicTest> endpoints =
        table.rows().stream()
            .map(row -> DynamicTest.dynamicTest(row.name(), () -> walk(row, refused)));
    DynamicTest audit =
        DynamicTest.dynamicTest("every refusal is in the audit log", () -> inTheLog(refused));
    return Stream.concat(endpoints, Stream.of(audit));
  }

  private void walk(Row row, Set<String> refused) {
    anonymous(row, ask(row, null));
    USERS.forEach((role, user) -> {
      Wire.Reply reply = ask(row, signedIn.get(user));
      assertThat(reply.status()).as(role + ": " + reply).isLessThan(500).isNotEqualTo(401);
      if (row.allows(role)) {
        assertThat(reply.problem()).as(role + " may: " + reply).isNotEqualTo("forbidden");
      } else {
        assertThat(reply.status()).as(role + " may not: " + reply).isEqualTo(403);
        assertThat(reply.problem()).as(reply.toString()).isEqualTo("forbidden");
        assertThat(reply.json().path("detail").asText()).isNotBlank();
        refused.add(user + " " + row.method() + " " + row.somewhere());
      }
    });
  }

  private Wire.Reply ask(Row row, @Nullable Api user) {
    String body = row.method().equals("GET") ? null : "{}";
    return new Wire(platform, user).send(row.method(), row.somewhere(), body);
  }

  private static void anonymous(Row row, Wire.Reply reply) {
    if (row.open()) {
      assertThat(reply.status()).as("nobody: " + reply).isLessThan(500).isNotIn(401, 403);
    } else {
      assertThat(reply.status()).as("nobody: " + reply).isEqualTo(401);
      assertThat(reply.problem()).as(reply.toString()).isEqualTo("unauthenticated");
    }
  }

  /// The log is written beside the answer, so the last entries may come a moment later.
  private void inTheLog(Set<String> refused) {
    Set<String> missing = new HashSet<>(refused);
    for (int attempt = 0; attempt < 50 && !missing.isEmpty(); attempt++) {
      USERS.forEach((role, user) -> missing.removeAll(denials(user)));
      Api.sleep(Duration.ofMillis(200));
    }
    assertThat(missing).isEmpty();
  }

  private Set<String> denials(String user) {
    Api officer = api("olga");
    String actor = api(user).get("/api/me").path("userId").asText();
    return Api.stream(
            officer
                .get("/api/audit?decision=DENY&action=call&limit=500&actor=" + actor)
                .path("entries"))
        .map(entry -> user + " " + entry.path("resource").asText())
        .collect(Collectors.toSet());
  }

  private Api api(String user) {
    return Objects.requireNonNull(signedIn.get(user));
  }
}
