package org.datanet.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.datanet.access.audit.AuditEntry.Outcome;
import org.datanet.access.audit.AuditLog;
import org.datanet.access.audit.AuditQuery;
import org.datanet.access.decision.AccessDecisions;
import org.datanet.access.decision.AccessRequest;
import org.datanet.access.decision.Action;
import org.datanet.access.decision.DatanetAccessFacts;
import org.datanet.access.grant.Grants;
import org.datanet.access.key.ContributorKeys;
import org.datanet.access.terms.Consents;
import org.datanet.access.terms.Purpose;
import org.datanet.access.terms.Term;
import org.datanet.access.terms.Terms;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class AccessStoryTest {

  @Inject AccessDecisions decisions;
  @Inject Grants grants;
  @Inject Terms terms;
  @Inject Consents consents;
  @Inject ContributorKeys keys;
  @Inject AuditLog audit;
  @Inject TestHouse.Catalogue catalogue;
  @Inject TestHouse.Ledger ledger;

  private final UserId steward = user();
  private final UserId builder = user();
  private final UserId contributor = user();
  private final DatanetId datanet = new DatanetId(UUID.randomUUID());

  @BeforeEach
  void aDatanetWithAWhitelist() {
    datanetIs(false);
  }

  // R20, R22, R25
  @Test
  void aLicenceIsAskedForGrantedConfirmedUsedAndRevoked() {
    AccessRequest training =
        request(builder, "model-builder", Action.TRAIN).forPurpose(Purpose.TRAIN);
    assertDenied(training, "grant-active");

    String id =
        as(builder, "model-builder")
            .body(Map.of("purpose", "train", "justification", "a study"))
            .post("/api/datanets/{id}/access-requests", datanet.toString())
            .then()
            .statusCode(201)
            .body("state", equalTo("REQUESTED"))
            .extract()
            .path("id");
    GrantId grant = GrantId.of(id);

    Map<String, String> until = Map.of("expiresAt", "2100-01-01T00:00:00Z");
    as(builder, "curator").body(until).post(path(id, "grant")).then().statusCode(403);
    as(steward, "curator")
        .body(Map.of("expiresAt", "2001-01-01T00:00:00Z"))
        .post(path(id, "grant"))
        .then()
        .statusCode(400)
        .body("type", equalTo("expiry-in-past"));
    as(steward, "curator")
        .body(until)
        .post(path(id, "grant"))
        .then()
        .statusCode(200)
        .body("state", equalTo("GRANTING"));
    assertThat(ledger.told()).contains("grant " + id);
    assertDenied(training, "grant-active");

    grants.confirmed(grant, "0x" + "ab".repeat(32));
    grants.confirmed(grant, "0x" + "cd".repeat(32));
    assertThat(grants.get(grant).txHash()).isEqualTo("0x" + "ab".repeat(32));
    assertThat(decisions.require(training)).isEqualTo("grant-active");
    assertDenied(training.forPurpose(Purpose.QUERY), "grant-active");

    as(steward, "curator").body(until).post(path(id, "grant")).then().statusCode(409);
    as(steward, "curator")
        .body(Map.of("reason", "ended"))
        .post(path(id, "revoke"))
        .then()
        .statusCode(200)
        .body("state", equalTo("REVOKED"));
    assertDenied(training, "grant-active");
  }

  @Test
  void requestsAreSeenByTheirOwnerTheStewardAndOfficersOnly() {
    var wish = new Grants.Wish(datanet, Purpose.QUERY, "to serve", null);
    String id = grants.request(builder, "builder", wish).id().toString();
    for (UserId reader : List.of(builder, steward)) {
      as(reader, "holder").get("/api/access-requests").then().body("id", hasItem(id));
    }
    as(user(), "compliance-officer")
        .get("/api/access-requests?state=REQUESTED")
        .then()
        .body("id", hasItem(id));
    as(user(), "holder").get("/api/access-requests/" + id).then().statusCode(404);
    as(steward, "curator").body("{}").post(path(id, "deny")).then().statusCode(400);
    as(steward, "curator")
        .body(Map.of("reason", "no"))
        .post(path(id, "deny"))
        .then()
        .statusCode(200);
  }

  @Test
  void aLicenceTheLedgerRefusesCanBeGrantedAgainAndAWaitingOneIsHandedOverAgain() {
    var wish = new Grants.Wish(datanet, Purpose.TRAIN, "a study", null);
    GrantId id = grants.request(builder, "builder", wish).id();
    grants.grant(id, steward, Instant.parse("2100-01-01T00:00:00Z"));
    assertThat(grants.failed(id, "out of gas").reason()).isEqualTo("out of gas");
    grants.grant(id, steward, Instant.parse("2100-01-01T00:00:00Z"));
    grants.resume();
    assertThat(ledger.told().stream().filter(("grant " + id)::equals)).hasSize(3);
  }

  // R21, R22, R23
  @Test
  void rulesDenyByDefaultAndEveryDecisionIsLogged() {
    assertDenied(request(user(), "holder", Action.CONTRIBUTE), "role");
    assertDenied(request(user(), "contributor", Action.CONTRIBUTE), "whitelist");
    assertThat(decisions.require(request(contributor, "contributor", Action.CONTRIBUTE)))
        .isEqualTo("whitelist");
    assertDenied(request(contributor, "contributor", Action.CONTRIBUTE).from("US"), "region");
    assertDenied(request(user(), "curator", Action.VERSION), "steward");
    assertDenied(
        request(contributor, "curator", Action.REVIEW).ownedBy(contributor), "own-contribution");
    assertDenied(request(user(), "holder", Action.READ).ownedBy(contributor), "reader");
    DatanetId unknown = new DatanetId(UUID.randomUUID());
    assertDenied(
        AccessRequest.of(steward, Set.of("curator"), Action.VERSION, unknown), "datanet-known");
    datanetIs(true);
    assertDenied(request(contributor, "contributor", Action.CONTRIBUTE), "frozen");

    var mine = new AuditQuery(contributor, null, null, null, null, null, null, 10);
    assertThat(audit.search(mine).entries())
        .extracting(logged -> logged.entry().decision())
        .containsExactly(Outcome.DENY, Outcome.DENY, Outcome.DENY, Outcome.ALLOW);
  }

  // R11, R25, R29
  @Test
  void consentCoversItsPurposesUntilWithdrawn() {
    Term consent = term("consent", "es");
    Term research =
        terms.offered().stream()
            .filter(t -> t.title().startsWith("Research"))
            .findAny()
            .orElseThrow();
    ContributionId contribution = new ContributionId(UUID.randomUUID());
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    consents.record(contribution, contributor, consent.hash(), research.hash(), now);

    assertThat(consents.cover(List.of(contribution), Purpose.TRAIN)).isTrue();
    assertThat(consents.cover(List.of(contribution), Purpose.QUERY)).isFalse();
    assertThat(consents.cover(List.of(new ContributionId(UUID.randomUUID())), Purpose.TRAIN))
        .isFalse();
    consents.withdraw(contribution, now.plusSeconds(1));
    assertThat(consents.withdraw(contribution, now.plusSeconds(9)).withdrawnAt())
        .isEqualTo(now.plusSeconds(1));
    assertThat(consents.cover(List.of(contribution), Purpose.TRAIN)).isFalse();
    assertDenied(
        request(builder, "model-builder", Action.TRAIN)
            .forPurpose(Purpose.TRAIN)
            .touching(List.of(contribution)),
        "consent-purpose");
    assertThatThrownBy(
            () -> consents.record(contribution, contributor, research.hash(), consent.hash(), now))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("consent");
  }

  // R25
  @Test
  void termsArePublicBilingualAndAddressedByTheirHash() {
    assertThat(terms.offered()).hasSize(6).allMatch(Term::verify);
    assertThat(terms.offered()).extracting(Term::language).contains("en", "es");
    String hash = terms.offered().getFirst().hash().toString();
    given().get("/api/terms").then().statusCode(200).body("hash", hasItem(hash));
    given().get("/api/terms").then().body("[0].kind", equalTo("consent"));
    given().get("/api/terms/" + hash).then().body("text", containsString("withdraw"));
  }

  // R29
  @Test
  void aDestroyedKeyShredsWhatItSealed() throws IOException {
    byte[] plain =
        "Paciente: nadie".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    keys.encrypt(contributor, datanet, "raw/1", new ByteArrayInputStream(plain), sealed);

    assertThat(open(sealed.toByteArray(), "raw/1")).isEqualTo(plain);
    assertThatThrownBy(() -> open(sealed.toByteArray(), "raw/2")).isInstanceOf(IOException.class);
    byte[] changed = sealed.toByteArray();
    changed[changed.length / 2] ^= 1;
    assertThatThrownBy(() -> open(changed, "raw/1")).isInstanceOf(IOException.class);

    byte[] pseudonym = keys.derived(contributor, datanet).pseudonymKey();
    assertThat(keys.derived(contributor, datanet).pseudonymKey()).isEqualTo(pseudonym);
    assertThat(keys.derived(contributor, datanet).dateShiftKey()).isNotEqualTo(pseudonym);
    assertThat(keys.derived(user(), datanet).pseudonymKey()).isNotEqualTo(pseudonym);

    assertThat(keys.destroy(contributor, datanet)).isTrue();
    assertThat(keys.destroy(contributor, datanet)).isFalse();
    assertThatThrownBy(() -> open(sealed.toByteArray(), "raw/1"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("destroyed");
  }

  private byte[] open(byte[] sealed, String place) throws IOException {
    try (var in = keys.decrypt(contributor, datanet, place, new ByteArrayInputStream(sealed))) {
      return in.readAllBytes();
    }
  }

  private void datanetIs(boolean frozen) {
    catalogue.put(datanet, new DatanetAccessFacts(steward, Set.of(contributor), "EU", frozen));
  }

  private void assertDenied(AccessRequest request, String rule) {
    assertThatThrownBy(() -> decisions.require(request))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("'" + rule + "'");
  }

  private Term term(String kind, String language) {
    return terms.offered().stream()
        .filter(term -> term.kind().code().equals(kind) && term.language().equals(language))
        .findFirst()
        .orElseThrow();
  }

  private AccessRequest request(UserId actor, String role, Action action) {
    return AccessRequest.of(actor, Set.of(role), action, datanet);
  }

  private static String path(String id, String verb) {
    return "/api/access-requests/" + id + "/" + verb;
  }

  private static io.restassured.specification.RequestSpecification as(UserId who, String role) {
    return given().header("X-Caller", who + " " + role).contentType(ContentType.JSON);
  }

  private static UserId user() {
    return new UserId(UUID.randomUUID());
  }
}
