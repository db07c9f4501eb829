package org.datanet.app.metering;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.datanet.app.metering.CallRows.tokens;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.datanet.access.AccessProblem;
import org.datanet.app.inspect.InspectedVersion;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.app.jobs.DepositedFunds;
import org.datanet.app.jobs.SignedTokens;
import org.datanet.app.wiring.AppConfig;
import org.datanet.inference.Answer;
import org.datanet.inference.CallDesk;
import org.datanet.inference.CallRequest;
import org.datanet.inference.Caller;
import org.datanet.inference.OpenCall;
import org.datanet.inference.Route;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.Ppm;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// R70: what calls cost and whom they pay, by the route that answers them.
@QuarkusTest
@TestProfile(AppOnDatabase.class)
class RoutedCallTest {

  private static final Address ANA = Address.of("0x" + "a".repeat(40));
  private static final Address BRUNO = Address.of("0x" + "b".repeat(40));
  private static final String NOTE =
      "The keeper wrote every evening about the colour of the sea and the ships that passed.";
  private static final Instant ACCEPTED = Instant.parse("2026-02-03T04:05:06Z");

  @Inject CallDesk desk;
  @Inject CallStore store;
  @Inject Database database;
  @Inject AppConfig config;

  private final UUID owner = UUID.randomUUID();
  private final String model = "m-" + UUID.randomUUID();
  private InspectedVersion version;

  @BeforeEach
  void publishAModelOnTwoNotes() {
    database.run(
        "insert into governance.deployment values (?, 'Settlement', ?, ?, now())"
            + " on conflict do nothing",
        DepositedFunds.CHAIN_ID,
        "0x" + "5".repeat(40),
        Hash.sha256("genesis").hex());
    version = new InspectedVersion(database);
    version.add(UUID.randomUUID(), ANA, NOTE, ACCEPTED);
    version.add(
        UUID.randomUUID(), BRUNO, "Barrels of oil stood on winding stairs; brass shone.", ACCEPTED);
    version.index(config);
    database.run(
        "update app.dataset_version set merkle_root = ? where id = ?",
        Hash.sha256("root").hex(),
        version.id);
    version.license(owner, "train");
    publish();
  }

  /// 1,000 base units a token.
  private void publish() {
    String hash = Hash.sha256(model).hex();
    database.run(
        "insert into app.adapter(id, run_id, owner_id, name, version, dataset_versions,"
            + " content_hash, base_hash, price, state, created_at)"
            + " values (?, ?, ?, ?, 1, ?, ?, ?, 1000000, 'REGISTERED', now())",
        UUID.randomUUID(),
        UUID.randomUUID(),
        owner,
        model,
        version.id.toString(),
        hash,
        hash);
  }

  /// May have 20 tokens of prompt and 100 of answer.
  private OpenCall open(Route route) {
    return desk.open(
        new CallRequest(
            new Caller(new UserId(UUID.randomUUID()), Set.of("holder")),
            model + ":1",
            "/v1/completions",
            "What did the keeper write about?",
            20,
            100,
            Optional.empty(),
            Hash.sha256("request"),
            Optional.empty(),
            route));
  }

  private static Answer answer(String text) {
    return new Answer(text, 20, 30, "stop", "{\"datanet\":{\"route\":{\"name\":\"any\"}}}");
  }

  @Test
  void holdsAndChargesThePartOfThePriceThatTheRouteHas() {
    version.license(owner, "query");
    Map<Route, Long> perToken = Map.of(Route.STANDARD, 1000L, Route.FAST, 800L, Route.QUOTE, 250L);

    perToken.forEach((route, price) -> {
      OpenCall call = open(route);
      assertThat(row(call).held).isEqualByComparingTo(BigDecimal.valueOf(120 * price));
      assertThat(desk.price(model, route, 120)).contains(tokens(120 * price));

      Map<String, Object> extension = call.complete(answer("The sea is wide."));

      assertThat(extension).containsEntry("fee", tokens(50 * price));
      assertThat(extension).containsEntry("released", tokens(70 * price));
      CallEntity row = row(call);
      assertThat(row.route).isEqualTo(route);
      assertThat(CallStore.view(row).fee()).isEqualTo(tokens(50 * price));
      assertThat(row.response).contains("\"route\":{\"name\":\"any\"}");
      assertThat(desk.pricePart(route)).contains(new Ppm((int) (price * 1000)));
    });
  }

  private CallEntity row(OpenCall call) {
    return store.find(call.id()).orElseThrow();
  }

  @Test
  void aQuotationTellsTheFittingRecordAndPaysItsOwner() {
    version.license(owner, "query");
    OpenCall call = open(Route.QUOTE);
    assertThat(call.passages()).first().isEqualTo(NOTE);

    Map<String, Object> extension = call.complete(answer(NOTE));

    assertThat(extension).containsEntry("unattributedPpm", 0).containsEntry("method", "spans-v1");
    assertThat(
            database.column(
                "select account || ' ' || amount from app.ledger_entry"
                    + " where call_id = ? and role = 'contributor'",
                call.id().value()))
        .containsExactly(ANA.hex() + " " + 50 * 250 * 6 / 10);
    assertThat(row(call).receipt).contains("\"retrieved\":[{");
  }

  @Test
  void aQuotationNeedsThePublishersLicenceToQuery() {
    assertThatThrownBy(() -> open(Route.QUOTE))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(AccessProblem.ACCESS_DENIED));
    assertThat(desk.price(model, Route.QUOTE, 1)).isEmpty();
    assertThat(open(Route.FAST).passages()).isEmpty();
  }

  @Test
  void theInterfaceTellsTheRoutesAndQuotes() {
    version.license(owner, "query");
    String token = SignedTokens.of(UUID.randomUUID(), "holder");
    given()
        .auth()
        .oauth2(token)
        .get("/v1/routes?model=" + model)
        .then()
        .statusCode(200)
        .body("data.id", contains("standard", "fast", "quote"))
        .body("data.available", contains(true, true, true))
        .body("data.pricePerThousandTokens", contains("1000000", "800000", "250000"));
    ask(token, "first", "40000")
        .then()
        .statusCode(200)
        .body("choices[0].message.content", startsWith(NOTE))
        .body("datanet.route.name", equalTo("quote"))
        .body("datanet.route.why", equalTo("auto"))
        .body("datanet.shares[0].contributor", equalTo(ANA.hex()));
  }

  private Response ask(String token, String key, String mostPrice) {
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(
            ("{'model':'%s','messages':[{'role':'user','content':'What did the keeper write?'}],"
                    + "'datanet':{'route':'auto','limits':{'price':'%s'}}}")
                .formatted(model, mostPrice)
                .replace('\'', '"'))
        .post("/v1/chat/completions");
  }

  @Test
  void aRetryGetsTheStoredAnswerThoughTheModelIsFrozenSince() {
    version.license(owner, "query");
    String token = SignedTokens.of(UUID.randomUUID(), "holder");
    String first = ask(token, "key", "40000").then().statusCode(200).extract().asString();
    database.run("update app.adapter set state = 'FROZEN' where name = ?", model);

    assertThat(ask(token, "key", "40000").then().statusCode(200).extract().asString())
        .isEqualTo(first);
    ask(token, "key", "39999")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("idempotency_conflict"));
    ask(token, "other", "40000").then().statusCode(409).body("error.code", equalTo("frozen"));
  }

  @Test
  void aQuotationThatFindsNothingIsFree() {
    version.license(owner, "query");

    Map<String, Object> extension = open(Route.QUOTE).complete(answer(""));

    assertThat(extension).containsEntry("fee", TokenAmount.ZERO).containsEntry("billable", false);
    assertThat(List.of(extension.get("reason"))).containsExactly("empty-answer");
  }
}
