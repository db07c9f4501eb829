package org.datanet.app.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.datanet.app.metering.CallRows.call;
import static org.datanet.app.metering.CallRows.id;
import static org.datanet.app.metering.CallRows.newAddress;
import static org.datanet.app.metering.CallRows.tokens;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.app.problem.AppProblem;
import org.datanet.app.training.Adapter;
import org.datanet.app.training.Adapters;
import org.datanet.app.version.Versions;
import org.datanet.inference.Answer;
import org.datanet.inference.CallRequest;
import org.datanet.inference.Caller;
import org.datanet.inference.Route;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.UserId;
import org.junit.jupiter.api.Test;

/// How an admitted call ends when nothing may be charged.
@QuarkusTest
@TestProfile(AppOnDatabase.class)
class MeteredCallTest {

  @Inject CallStore store;
  @Inject Prices prices;
  @Inject Adapters adapters;
  @Inject Versions versions;
  @Inject Billing billing;
  @Inject Database database;

  private final Address payer = newAddress();
  private final CallEntity row = call(payer, "key", 100);

  // R66
  @Test
  void releasesAnEmptyAnswerAndKeepsItForARetry() {
    Map<String, Object> extension = open("REGISTERED").complete(answer(" \n"));

    assertThat(extension).containsEntry("billable", false).containsEntry("fee", tokens(0));
    assertThat(extension).containsEntry("released", tokens(100));
    CallEntity ended = ended();
    assertThat(ended.reason).isEqualTo("empty-answer");
    assertThat(ended.response).contains("\"datanet\":{").contains("empty-answer");
  }

  // R65
  @Test
  void chargesNothingForAVersionFrozenWhileItAnswered() {
    MeteredCall call = open("FROZEN");

    assertThatThrownBy(() -> call.complete(answer("text")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(AppProblem.FROZEN));

    assertThat(ended().reason).isEqualTo("frozen");
  }

  // R65
  @Test
  void freesTheMoneyAtOnceWhenTheBillCannotBeMade() {
    MeteredCall call = open("REGISTERED");

    assertThatThrownBy(() -> call.complete(answer("the version has no index here")))
        .isInstanceOf(RuntimeException.class);

    assertThat(ended().idempotencyKey).isNull();
  }

  private CallEntity ended() {
    CallEntity ended = store.find(id(row)).orElseThrow();
    assertThat(ended.state).isEqualTo(Call.State.RELEASED);
    assertThat(ended.fee).isZero();
    assertThat(store.sums(payer)).isEqualTo(new CallStore.PayerSums(tokens(0), tokens(0)));
    return ended;
  }

  private MeteredCall open(String adapterState) {
    UUID owner = UUID.randomUUID();
    UUID version = database.version(database.datanet(owner, "1000"), 1);
    UUID adapter = adapter(owner, version, adapterState);
    store.hold(row, tokens(100));
    Adapter admitted = adapters.get(new AdapterId(adapter));
    return new MeteredCall(
        new MeteredCall.Context(
            id(row),
            request(),
            admitted,
            List.of(versions.get(new DatasetVersionId(version))),
            List.of(),
            payer),
        tokens(100),
        prices,
        store,
        adapters,
        billing);
  }

  private UUID adapter(UUID owner, UUID version, String state) {
    UUID id = UUID.randomUUID();
    String hash = Hash.sha256("content").hex();
    database.run(
        "insert into app.adapter(id, run_id, owner_id, name, version, dataset_versions,"
            + " content_hash, base_hash, price, state, frozen_reason, created_at)"
            + " values (?, ?, ?, ?, 1, ?, ?, ?, 1000, ?, 'a complaint', now())",
        id,
        UUID.randomUUID(),
        owner,
        "m-" + id,
        version.toString(),
        hash,
        hash,
        state);
    return id;
  }

  private static CallRequest request() {
    return new CallRequest(
        new Caller(new UserId(UUID.randomUUID()), Set.of("holder")),
        "m:1",
        "/v1/completions",
        "prompt",
        3,
        5,
        Optional.of("key"),
        Hash.sha256("request"),
        Optional.empty(),
        Route.STANDARD);
  }

  private static Answer answer(String text) {
    return new Answer(text, 3, 5, "stop", "{\"id\":\"x\"}");
  }
}
