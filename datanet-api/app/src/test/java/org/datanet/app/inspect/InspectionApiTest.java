package org.datanet.app.inspect;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.app.jobs.SignedTokens;
import org.datanet.app.wiring.AppConfig;
import org.datanet.kernel.Address;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Inspections through the API: what they answer, to whom, and what they leave in the audit log.
@QuarkusTest
@TestProfile(AppOnDatabase.class)
class InspectionApiTest {

  private static final Address ANA = Address.of("0x" + "a".repeat(40));
  private static final Address BRUNO = Address.of("0x" + "b".repeat(40));
  private static final String SENTENCE =
      "the keeper wrote every evening about the colour of the sea";
  private static final Instant FIRST = Instant.parse("2026-02-03T04:05:06Z");
  private static final Instant LATER = Instant.parse("2026-03-04T05:06:07Z");

  @Inject Database database;
  @Inject AppConfig config;

  private final UUID curator = UUID.randomUUID();
  private final UUID builder = UUID.randomUUID();
  private InspectedVersion version;
  private UUID first;
  private UUID copy;

  @BeforeEach
  void indexTwoContributors() {
    version = new InspectedVersion(database);
    copy =
        version.add(
            UUID.randomUUID(),
            BRUNO,
            "Barrels of oil stood on winding stairs, polished brass shone. " + SENTENCE + ".",
            LATER);
    first =
        version.add(
            UUID.randomUUID(),
            ANA,
            "Old lighthouse notebooks say that " + SENTENCE + " and ships passing north.",
            FIRST);
    version.index(config);
  }

  // R30, R33, R41
  @Test
  void namesWhoWasAcceptedFirstWithSharesThatSum() {
    JsonPath answer =
        inspect(
                curator,
                "curator",
                "Yesterday The KEEPER wrote every evening about the colour of the sea!")
            .statusCode(200)
            .body("versions.id", contains(version.id.toString()))
            .body("versions[0].indexDigest", startsWith("0x"))
            .body("attribution.method", equalTo("spans-v1"))
            .body("attribution.parameters.minWords", equalTo(4))
            .body("attribution.answerWords", equalTo(12))
            .body("attribution.spans", hasSize(1))
            .body("attribution.spans[0].start", equalTo(10))
            .body("attribution.spans[0].words", equalTo(11))
            .body("attribution.spans[0].kind", equalTo("SNAPSHOT"))
            .body("attribution.spans[0].documents", equalTo(2))
            .body("attribution.spans[0].records.contributor", contains(ANA.hex(), BRUNO.hex()))
            .body("attribution.spans[0].records.creditPpm", contains(1_000_000, 0))
            .body("attribution.shares.contributor", contains(ANA.hex()))
            .body("records.acceptedAt", contains(FIRST.toString(), LATER.toString()))
            .body("milliseconds", greaterThanOrEqualTo(0))
            .extract()
            .jsonPath();

    assertThat(answer.getInt("attribution.shares[0].ppm"))
        .isEqualTo(answer.getInt("attribution.recordShares[0].ppm"))
        .isEqualTo(1_000_000 - answer.getInt("attribution.unattributedPpm"));
  }

  @Test
  void looksInTheNewestRegisteredVersionOfADatanet() {
    database.run(
        "insert into app.dataset_version(id, datanet_id, number, note, state, created_at)"
            + " values (?, ?, 2, '', 'INDEXING', now())",
        UUID.randomUUID(),
        version.datanet);

    post(curator, "curator", Map.of("datanetId", version.datanet, "text", SENTENCE))
        .statusCode(200)
        .body("versions.id", contains(version.id.toString()))
        .body("attribution.spans", hasSize(1));
  }

  @Test
  void attributesNothingWhereNoWordingIsShared() {
    inspect(curator, "curator", "A paraphrase shares no four words in this order.")
        .statusCode(200)
        .body("attribution.spans", empty())
        .body("attribution.unattributedPpm", equalTo(1_000_000))
        .body("records", empty());
  }

  // R21
  @Test
  void showsNoTextOfARecordAndContributionsOnlyToThoseWhoReadThem() {
    version.license(builder);

    inspect(curator, "curator", SENTENCE)
        .body("records.contributionId", contains(first.toString(), copy.toString()))
        .body(not(containsString("Barrels of oil")));
    inspect(builder, "model-builder", SENTENCE)
        .statusCode(200)
        .body("records.contributionId", contains(nullValue(), nullValue()));
  }

  // R22, R23
  @Test
  void asksForALicenceAndLogsEachDecision() {
    inspect(builder, "model-builder", SENTENCE)
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", endsWith("/access-denied"))
        .body("detail", containsString("request access"));
    version.license(builder);
    inspect(builder, "model-builder", SENTENCE).statusCode(200);
    inspect(curator, "curator", SENTENCE).statusCode(200);

    assertThat(decisions(builder))
        .containsExactly("query DENY grant-active", "query ALLOW grant-active");
    assertThat(decisions(curator)).containsExactly("read ALLOW reader");
  }

  private List<String> decisions(UUID actor) {
    return database.column(
        "select action || ' ' || decision || ' ' || rule from access_control.audit_entry"
            + " where actor_id = ? and resource = ? order by at",
        actor,
        "dataset-version/" + version.id);
  }

  // R21
  @Test
  void isNotForContributorsAndHolders() {
    for (String role : List.of("contributor", "holder")) {
      inspect(UUID.randomUUID(), role, SENTENCE)
          .statusCode(403)
          .body("type", endsWith("/forbidden"));
    }
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/api/inspections")
        .then()
        .statusCode(401);
  }

  @Test
  void takesTextsUpToTheLimit() {
    inspect(curator, "curator", (SENTENCE + " ").repeat(2_000).substring(0, 100_000))
        .statusCode(200);
    refused(asked("text", "a".repeat(100_001)), "text", "100001 characters; send 1 to 100000");
    refused(asked("text", ""), "text", "0 characters");
    refused(Map.of("datanetId", version.datanet), "text", "1 to 100000");
  }

  @Test
  void takesOneToEightVersionsOrOneDatanet() {
    String either = "either 1 to 8 dataset versions or one datanetId";
    refused(asked("datasetVersionIds", List.of()), "datasetVersionIds", either);
    refused(Map.of("text", SENTENCE), "datasetVersionIds", either);
    refused(asked("datanetId", version.datanet), "datasetVersionIds", either);
    refused(
        asked("datasetVersionIds", Collections.nCopies(9, version.id)),
        "datasetVersionIds",
        "9 dataset versions; name 1 to 8");
    post(curator, "curator", asked("datasetVersionIds", List.of(UUID.randomUUID())))
        .statusCode(404);
  }

  @Test
  void waitsForTheRegistrationOfAVersion() {
    database.run("update app.dataset_version set state = 'REGISTERING' where id = ?", version.id);

    inspect(curator, "curator", SENTENCE)
        .statusCode(409)
        .body("detail", containsString("REGISTERING"));
    post(curator, "curator", Map.of("datanetId", version.datanet, "text", SENTENCE))
        .statusCode(409)
        .body("detail", containsString("no registered version"));
  }

  /// A good request with one field changed.
  private Map<String, Object> asked(String field, Object value) {
    Map<String, Object> request = new HashMap<>();
    request.put("datasetVersionIds", List.of(version.id));
    request.put("text", SENTENCE);
    request.put(field, value);
    return request;
  }

  private void refused(Map<String, Object> request, String field, String message) {
    post(curator, "curator", request)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", endsWith("/invalid-input"))
        .body("errors.field", hasItem(field))
        .body("detail", containsString(message));
  }

  private ValidatableResponse inspect(UUID person, String role, String text) {
    return post(person, role, Map.of("datasetVersionIds", List.of(version.id), "text", text));
  }

  private static ValidatableResponse post(UUID person, String role, Map<String, Object> request) {
    return given()
        .auth()
        .oauth2(SignedTokens.of(person, role))
        .contentType(ContentType.JSON)
        .body(request)
        .post("/api/inspections")
        .then();
  }
}
