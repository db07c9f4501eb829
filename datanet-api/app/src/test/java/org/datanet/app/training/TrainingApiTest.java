package org.datanet.app.training;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.datanet.app.jobs.AppOnDatabase;
import org.datanet.app.jobs.Database;
import org.datanet.app.jobs.SignedTokens;
import org.datanet.app.wiring.BaseModel;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TrainingRunId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runs through the API: which settings they take, what they would cost, what is known of them.
@QuarkusTest
@TestProfile(AppOnDatabase.class)
class TrainingApiTest {

  private static final String TEXT = "The keeper wrote every evening about the colour of the sea. ";

  @Inject Database database;
  @Inject RunStore runs;
  @Inject BaseModel baseModel;

  private final UUID builder = UUID.randomUUID();
  private UUID datanet;
  private UUID version;

  @BeforeEach
  void licensedVersion() {
    datanet = database.datanet(UUID.randomUUID(), "1");
    version = database.version(datanet, 1);
    for (int i = 0; i < 4; i++) {
      record(i, TEXT.repeat(10));
    }
    database.run("update app.dataset_version set record_count = 4 where id = ?", version);
    database.run(
        "insert into access_control.licence_grant(id, datanet_id, licensee_id, licensee_name,"
            + " purpose, justification, terms_hash, state, expires_at, requested_at, revision)"
            + " select ?, ?, ?, 'max', 'train', '', min(hash), 'GRANTED', now() + interval '1 day',"
            + " now(), 0 from access_control.term",
        UUID.randomUUID(),
        datanet,
        builder);
  }

  private void record(int position, String text) {
    UUID contribution = UUID.randomUUID();
    UUID record = UUID.randomUUID();
    database.run(
        "insert into app.contribution(id, datanet_id, contributor_id, file_name, size_bytes,"
            + " consent_hash, licence_hash, state, upload_id, created_at, updated_at, decided_at)"
            + " values (?, ?, ?, 'f.txt', 1, '', '', 'ACCEPTED', '', now(), now(), now())",
        contribution,
        datanet,
        UUID.randomUUID());
    database.run(
        "insert into app.record(id, contribution_id, datanet_id, ordinal, kind, text,"
            + " content_hash, state) values (?, ?, ?, 0, 'text', ?, ?, 'CLEAN')",
        record,
        contribution,
        datanet,
        text,
        Hash.sha256(text).hex());
    database.run(
        "insert into app.version_record values (?, ?, ?, ?, ?, ?)",
        version,
        position,
        record,
        contribution,
        UUID.randomUUID(),
        "0x" + "a".repeat(40));
    database.run(
        "insert into access_control.consent(contribution_id, contributor_id, consent_hash,"
            + " licence_hash, purposes, given_at) select ?, ?, min(hash), min(hash),"
            + " 'train,query', now() from access_control.term",
        contribution,
        UUID.randomUUID());
  }

  private RequestSpecification asBuilder(UUID person) {
    return given()
        .auth()
        .oauth2(SignedTokens.of(person, "model-builder"))
        .contentType(ContentType.JSON);
  }

  private ValidatableResponse post(String path, Map<String, Object> settings) {
    Map<String, Object> request = new HashMap<>(settings);
    request.put("name", "run");
    request.put("datasetVersionIds", List.of(version));
    return asBuilder(builder).body(request).post("/api/training-runs" + path).then();
  }

  // R48
  @Test
  void takesEverySettingOfTheTrainer() {
    Map<String, Object> wishes = new HashMap<>(Map.of("rank", 8, "alpha", 4, "rslora", true));
    wishes.putAll(Map.of("targets", List.of("q_proj", "v_proj"), "epochs", 2, "clip", 0.5));
    wishes.putAll(Map.of("batchTokens", 20_000, "sequenceLength", 256, "learningRate", 0.001));
    wishes.putAll(Map.of("warmupShare", 0.2, "weightDecay", 0.1, "decay", "LINEAR", "seed", 7));
    wishes.putAll(Map.of("bf16", true, "gradients", true));
    wishes.put("heldOut", Map.of("share", 0.25, "patience", 3));
    post("", wishes)
        .statusCode(202)
        .body("settings.rank", equalTo(8))
        .body("settings.rslora", equalTo(true))
        .body("settings.targets", equalTo(List.of("q_proj", "v_proj")))
        .body("settings.schedule.decay", equalTo("LINEAR"))
        .body("settings.schedule.bf16", equalTo(true))
        .body("settings.schedule.passTokens", equalTo(8192))
        .body("settings.schedule.warmupShare", equalTo(0.2f))
        .body("settings.heldOut.share", equalTo(0.25f))
        .body("settings.heldOut.everySteps", equalTo(10))
        .body("settings.heldOut.patience", equalTo(3))
        .body("settings.gradients.checkpoints", equalTo(1))
        .body("work.tokens", equalTo(0));
  }

  @Test
  void whatIsLeftOutStaysAsItWas() {
    post("", Map.of())
        .statusCode(202)
        .body("settings.rank", equalTo(16))
        .body("settings.rslora", equalTo(false))
        .body("settings.targets.size()", equalTo(7))
        .body("settings.schedule.epochs", equalTo(40))
        .body("settings.schedule.batchTokens", equalTo(2048))
        .body("settings.schedule.passTokens", equalTo(0))
        .body("settings.heldOut.share", equalTo(0f));
  }

  @Test
  void refusesSettingsOutOfRangeNamingEachField() {
    refused(Map.of("rank", 0, "targets", List.of("lm_head")), "rank", "targets");
    refused(Map.of("epochs", 1001, "warmupShare", 0.6), "epochs", "warmupShare");
    refused(Map.of("heldOut", Map.of("share", 0.9, "patience", -1)), "heldOut.share");
    refused(Map.of("sequenceLength", 100_000, "batchTokens", 100_000), "sequenceLength");
    refused(Map.of("batchTokens", 9000, "passTokens", 9000), "passTokens");
    post("", Map.of("mode", "full"))
        .statusCode(400)
        .body("detail", allOf(containsString("mode: unknown field"), containsString("rslora")));
    post("", Map.of("decay", "SUDDEN")).statusCode(400).body("errors[0].field", equalTo("decay"));
  }

  private void refused(Map<String, Object> settings, String... fields) {
    post("", settings)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", endsWith("/training-settings-out-of-range"))
        .body("errors.field", hasItems(fields))
        .body("errors[0].message", containsString("must be"));
  }

  @Test
  void estimatesARunFromItsTextAndTheSpeedOfTheLastOne() {
    TrainingRunId last = done(UUID.randomUUID());
    runs.change(last, row -> row.baseHash = baseModel.fingerprint().hex());
    Map<String, Object> wishes = Map.of("epochs", 3, "heldOut", Map.of("share", 0.5));
    runs.change(last, row -> row.tokensPerSecond = 100);
    post("/estimate", wishes)
        .statusCode(200)
        .body("records", equalTo(4))
        .body("tokens", allOf(greaterThan(4 * 10 * 11 / 2), lessThan(4 * 10 * 30 / 2)))
        .body("updates", equalTo(3))
        .body("tokensPerSecond", equalTo(100f))
        .body("seconds", greaterThan(0));
    post("/estimate", Map.of("bf16", true)).body("seconds", nullValue());
    post("/estimate", Map.of("rank", 0)).statusCode(400);
    assertThat(runs.ofOwner(new org.datanet.kernel.UserId(builder))).isEmpty();
  }

  // R22
  @Test
  void estimatesNothingWithoutALicence() {
    asBuilder(UUID.randomUUID())
        .body(Map.of("name", "run", "datasetVersionIds", List.of(version)))
        .post("/api/training-runs/estimate")
        .then()
        .statusCode(403);
  }

  private TrainingRunId done(UUID owner) {
    TrainingRunId run = new TrainingRunId(database.doneRun(owner, version));
    runs.change(run, row -> row.finishedAt = java.time.Instant.now());
    return run;
  }

  @Test
  void showsWhatWasMeasuredToTheRunsOwnerOnly() {
    TrainingRunId run = done(builder);
    evaluation(builder, run)
        .statusCode(404)
        .body("detail", containsString("finished before adapters were measured"));
    runs.change(run, row -> row.evaluation = "{\"learnt\":{\"texts\":4}}");
    evaluation(builder, run).statusCode(200).body("learnt.texts", equalTo(4));
    evaluation(UUID.randomUUID(), run).statusCode(404);
    runs.change(run, row -> row.state = TrainingRun.State.RUNNING);
    runs.change(run, row -> row.evaluation = null);
    evaluation(builder, run).body("detail", containsString("is RUNNING"));
  }

  private ValidatableResponse evaluation(UUID person, TrainingRunId run) {
    return asBuilder(person).get("/api/training-runs/" + run + "/evaluation").then();
  }

  @Test
  void aRunThatIsNotDoneHasNoFilesToDownload() {
    TrainingRunId run = done(builder);
    runs.change(run, row -> row.state = TrainingRun.State.STOPPED);
    runs.change(run, row -> row.contentHash = null);
    for (String file : List.of("manifest", "bill-of-materials")) {
      asBuilder(builder)
          .get("/api/training-runs/" + run + "/" + file)
          .then()
          .statusCode(409)
          .body("detail", containsString("only a DONE run has an adapter"));
      asBuilder(UUID.randomUUID())
          .get("/api/training-runs/" + run + "/" + file)
          .then()
          .statusCode(404);
    }
  }
}
