package org.datanet.app.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.app.jobs.SignedTokens;
import org.junit.jupiter.api.Test;

/// Datanets through the API, and what a caller reads when a request is wrong.
@QuarkusTest
@TestProfile(AppOnDatabase.class)
class DatanetApiTest {

  private static final String GOOD =
      """
      {"name": "Letters", "domain": "medicine", "description": "d", "acceptedTypes": ["text"],
       "languages": ["en", "es"], "maxFileBytes": 1000, "contributorWhitelist": [],
       "region": "ANY", "privacyPreset": "clinical", "pricePerThousandTokens": "1000000",
       "split": {"modelPpm": 300000, "dataPpm": 600000, "stakersPpm": 50000,
                 "protocolPpm": 50000}}\
      """;

  @Inject Database database;

  private final UUID curator = UUID.randomUUID();

  // R10
  @Test
  void createsADatanetThatWaitsForItsRegistration() {
    String id =
        post(GOOD)
            .statusCode(202)
            .body("state", equalTo("REGISTERING"))
            .body("stewardId", equalTo(curator.toString()))
            .body("pricePerThousandTokens", equalTo("1000000"))
            .body("split.dataPpm", equalTo(600000))
            .extract()
            .path("id");

    get("/api/datanets/" + id).statusCode(200).body("name", equalTo("Letters"));
    assertThat(database.column("select state from app.datanet where id = ?", UUID.fromString(id)))
        .containsExactly("REGISTERING");
  }

  @Test
  void namesTheFieldOfAFaultyValue() {
    refused(GOOD.replace("\"Letters\"", "\" \""), "name");
    refused(GOOD.replace("\"name\": \"Letters\", ", ""), "name");
    refused(GOOD.replace("1000,", "0,"), "maxFileBytes");
    refused(GOOD.replace("[\"text\"]", "[\"text\", \"exe\"]"), "acceptedTypes[1]");
    refused(GOOD.replace("\"ANY\"", "\"Mars\""), "region");
    refused(GOOD.replace("\"dataPpm\": 600000, ", ""), "split.dataPpm");
  }

  @Test
  void saysThatTheSplitMustBeWhole() {
    refused(GOOD.replace("600000", "600001"), "split.whole")
        .body("detail", containsString("must be 1000000"));
  }

  @Test
  void listsThePresetsWhenOneIsUnknown() {
    refused(GOOD.replace("clinical", "none"), "privacyPreset")
        .body("detail", containsString("literature"));
  }

  @Test
  void refusesMalformedJson() {
    refused(GOOD.substring(0, 40), "body");
    refused("", "");
    refused("[]", "body");
  }

  @Test
  void namesTheFieldOfAWrongTypeOrRange() {
    refused(GOOD.replace("1000,", "\"many\","), "maxFileBytes")
        .body("detail", not(containsString("org.datanet")));
    refused(GOOD.replace("\"1000000\"", "\"cheap\""), "pricePerThousandTokens");
    refused(GOOD.replace("\"1000000\"", "\"-1\""), "pricePerThousandTokens")
        .body("detail", containsString("between 0 and"));
    refused(GOOD.replace("600000", "1600000"), "split.dataPpm")
        .body("detail", containsString("between 0 and 1000000"));
  }

  @Test
  void namesAnUnknownField() {
    refused(GOOD.replace("\"domain\"", "\"colour\": 1, \"domain\""), "colour")
        .body("detail", containsString("unknown field"))
        .body("detail", not(containsString("org.datanet")));
  }

  @Test
  void refusesAWrongRoleAndLogsIt() {
    given()
        .auth()
        .oauth2(SignedTokens.of(curator, "contributor"))
        .contentType(ContentType.JSON)
        .body(GOOD)
        .post("/api/datanets")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", endsWith("/forbidden"));

    awaitDenial("POST /api/datanets");
  }

  /// The entry is written beside the answer.
  private void awaitDenial(String call) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (denials(call) == 0) {
      assertThat(System.nanoTime()).as("no entry in the audit log").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(denials(call)).isEqualTo(1);
  }

  private int denials(String call) {
    return database
        .number(
            "select count(*) from access_control.audit_entry where actor_id = ? and resource = ?"
                + " and decision = 'DENY' and rule = 'role'",
            curator,
            call)
        .intValue();
  }

  @Test
  void asksForATokenWhereThereIsNone() {
    given().get("/api/datanets").then().statusCode(401).contentType("application/problem+json");
    given().auth().oauth2("no token").get("/api/datanets").then().statusCode(401);
  }

  @Test
  void answersUnknownIdsWithNotFound() {
    for (String id : new String[] {UUID.randomUUID().toString(), "17", "..%2F"}) {
      get("/api/datanets/" + id)
          .statusCode(404)
          .contentType("application/problem+json")
          .body("type", endsWith("/not-found"));
    }
  }

  @Test
  void explainsAMethodOrMediaTypeThatIsNotThere() {
    given()
        .auth()
        .oauth2(token())
        .delete("/api/datanets")
        .then()
        .statusCode(405)
        .contentType("application/problem+json")
        .body("status", equalTo(405));
    given()
        .auth()
        .oauth2(token())
        .contentType("text/csv")
        .body("a;b")
        .post("/api/datanets")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
  }

  @Test
  void saysNothingAboutABug() {
    UUID id = database.datanet(curator, "1");
    database.run("update app.datanet set rules = 'secret nonsense' where id = ?", id);
    try {
      get("/api/datanets/" + id)
          .statusCode(500)
          .contentType("application/problem+json")
          .body("type", endsWith("/internal"))
          .body("detail", not(containsString("JSON")))
          .body("detail", not(containsString("secret")));
    } finally {
      database.run("delete from app.datanet where id = ?", id);
    }
  }

  private ValidatableResponse refused(String body, String field) {
    ValidatableResponse response =
        post(body).statusCode(400).contentType("application/problem+json");
    return field.isEmpty() ? response : response.body("errors.field", hasItem(field));
  }

  private ValidatableResponse post(String body) {
    return given()
        .auth()
        .oauth2(token())
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/datanets")
        .then();
  }

  private ValidatableResponse get(String path) {
    return given().urlEncodingEnabled(false).auth().oauth2(token()).get(path).then();
  }

  private String token() {
    return SignedTokens.of(curator, "curator");
  }
}
