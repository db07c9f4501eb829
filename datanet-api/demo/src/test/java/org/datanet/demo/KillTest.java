package org.datanet.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datanet.demo.Documents.Document;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// `kill -9` of a process in the middle of each step, then `up`: the step goes on or reports;
/// nothing is lost and nobody is paid twice. The tests build on each other.
@OnRunningPlatform
@TestMethodOrder(OrderAnnotation.class)
class KillTest {

  private static final Duration STEP = Duration.ofSeconds(120);

  /// A call whose process died is released at its deadline of two minutes.
  private static final Duration CALL = Duration.ofSeconds(180);

  private static final int LETTERS = 8;
  private static final Processes PROCESSES = new Processes();
  private static final String KEY = "kill-" + System.currentTimeMillis();
  private static Story story;
  private static String datanet = "";
  private static String version = "";
  private static String model = "";

  @BeforeAll
  static void createDatanet() {
    story = Stage.story("kill");
    datanet = story.data().createDatanet("Kill test", "health", "clinical");
  }

  @Test
  @Order(1) // R11, R16
  void theAppDiesWhileAnUploadIsBeingChecked() throws Exception {
    List<String> uploads = new ArrayList<>();
    for (Document letter : Documents.of("medical").subList(0, LETTERS)) {
      uploads.add(Uploads.one(datanet, new Uploads.Given(story.as("ana"), letter)));
    }
    Patience.until(STEP, () -> states(uploads), KillTest::inReview);
    accept(uploads);
    String large = Uploads.one(datanet, new Uploads.Given(story.as("bruno"), manyLetters()));
    assertThat(states(List.of(large)).getFirst()).isIn("UPLOADED", "CHECKING", "ANONYMISING");
    PROCESSES.kill("app");
    PROCESSES.up();
    Patience.until(STEP, () -> states(List.of(large)), KillTest::inReview);
    assertThat(queue()).containsExactly(large);
    assertThat(states(uploads)).containsOnly("ACCEPTED");
  }

  /// One file that takes long enough to be checked.
  private static Document manyLetters() {
    String text =
        Documents.of("medical").stream()
            .skip(2 * LETTERS)
            .map(letter -> new String(letter.content(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n\n"));
    return new Document("all", "letters.txt", text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean inReview(List<String> states) {
    return states.stream().allMatch("IN_REVIEW"::equals);
  }

  @Test
  @Order(2) // R4, R17
  void theAppDiesWhileAVersionIsBuilt() throws Exception {
    String path = "/api/datanets/" + datanet + "/versions";
    version = story.as("carla").post(path, Map.of("note", "kill")).path("id").asText();
    assertThat(version()).isIn("BUILDING", "INDEXING", "REGISTERING");
    PROCESSES.kill("app");
    PROCESSES.up();
    Patience.until(STEP, KillTest::version, "REGISTERED"::equals);
    assertThat(story.as("carla").get(path)).hasSize(1);
  }

  private static String version() {
    return story.as("carla").get("/api/versions/" + version).path("state").asText();
  }

  @Test
  @Order(3) // R48
  void theAppDiesWhileItTrains() throws Exception {
    story.models().licence(datanet);
    Map<String, Object> wanted =
        Map.of("name", "kill", "datasetVersionIds", List.of(version), "epochs", 6);
    String run = story.as("max").post("/api/training-runs", wanted).path("id").asText();
    Patience.until(STEP, () -> run(run), r -> r.path("step").asInt() >= 2);
    assertThat(run(run).path("state").asText()).isEqualTo("RUNNING");
    PROCESSES.kill("app");
    PROCESSES.up();
    JsonNode done = Patience.until(STEP, () -> run(run), r -> !r.path("finishedAt").isNull());
    assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("DONE");
    assertThat(Api.stream(done.path("lossCurve")).map(point -> point.path("step").asInt()))
        .as("every step once")
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, done.path("steps").asInt()).boxed().toList());
    model = story.models().publish("kill-letters", run);
  }

  private static JsonNode run(String id) {
    return story.as("max").get("/api/training-runs/" + id);
  }

  @Test
  @Order(4) // R64
  void theAppDiesBetweenADepositAndItsConfirmation() throws Exception {
    Api holly = story.as("holly");
    TokenAmount amount = TokenAmount.ofOpen("20");
    holly.await("/api/account", STEP, a -> amount(a.path("nativeBalance")).compareTo(amount) > 0);
    TokenAmount before = deposited();
    assertThat(deposit(amount).path("state").asText()).isIn("PLANNED", "SENT");
    PROCESSES.kill("app");
    PROCESSES.up();
    deposit(amount);
    Patience.until(
        STEP,
        () -> holly.get("/api/escrow/deposits/" + KEY).path("state").asText(),
        "CONFIRMED"::equals);
    Patience.until(STEP, KillTest::deposited, d -> d.equals(before.plus(amount)));
    Api.sleep(Duration.ofSeconds(3));
    assertThat(deposited()).isEqualTo(before.plus(amount));
  }

  private static JsonNode deposit(TokenAmount amount) {
    return story
        .as("holly")
        .call(
            "POST",
            "/api/escrow/deposits",
            Map.of("amount", amount.toString()),
            Map.of("Idempotency-Key", KEY))
        .ok();
  }

  private static TokenAmount deposited() {
    return amount(story.as("holly").get("/api/account").path("escrow").path("deposited"));
  }

  private static TokenAmount amount(JsonNode baseUnits) {
    return TokenAmount.of(baseUnits.asText());
  }

  @Test
  @Order(5) // R64, R65
  void theDatabaseDiesDuringACall() throws Exception {
    CompletableFuture<Api.Answer> call = CompletableFuture.supplyAsync(KillTest::ask);
    Patience.until(STEP, () -> calls("HELD"), held -> held > 0 || call.isDone());
    PROCESSES.kill("postgres");
    PROCESSES.up();
    call.exceptionally(lost -> new Api.Answer(0, Api.JSON.createObjectNode())).join();
    Patience.until(STEP, () -> story.as("chloe").get("/api/me"), me -> me.has("userId"));
  }

  private static Api.Answer ask() {
    return story.money().complete(model, "Antecedentes:", null, Map.of("Idempotency-Key", KEY));
  }

  private static long calls(String state) {
    return Api.stream(story.as("holly").get("/api/calls"))
        .filter(call -> call.path("state").asText().equals(state))
        .count();
  }

  @Test
  @Order(6) // R16
  void theObjectStoreDiesDuringAnUpload() throws Exception {
    Api chloe = story.as("chloe");
    Document letter = Documents.of("medical").get(LETTERS);
    JsonNode opened =
        chloe.post(
            "/api/datanets/" + datanet + "/contributions",
            Map.of(
                "fileName", letter.name(),
                "sizeBytes", letter.content().length,
                "consentHash", Uploads.term(chloe, "consent"),
                "licenceHash", Uploads.term(chloe, "licence")));
    String id = opened.path("contribution").path("id").asText();
    JsonNode part = opened.path("parts").path(0);
    String etag = Api.put(URI.create(part.path("url").asText()), letter.content());
    Map<String, Object> parts = Map.of("parts", List.of(Map.of("number", 1, "etag", etag)));
    PROCESSES.kill("s3");
    String complete = "/api/contributions/" + id + "/complete";
    assertThat(chloe.call("POST", complete, parts, Map.of()).status()).isIn(500, 502, 503);
    PROCESSES.up();
    Patience.until(STEP, () -> chloe.post(complete, parts), c -> c.has("id"));
    Patience.until(STEP, () -> states(List.of(id)), KillTest::inReview);
  }

  @Test
  @Order(7) // R63, R64
  void theL2DiesWhileAnEpochIsPosted() throws Exception {
    Api.Answer answer = story.money().complete(model, "Background:", null, Map.of());
    assertThat(answer.ok().path("datanet").path("billable").asBoolean()).isTrue();
    int number = story.as("olga").post("/api/epochs", Map.of()).path("number").asInt();
    PROCESSES.kill("l2-node");
    PROCESSES.up();
    Patience.until(STEP, () -> epoch(number), "POSTED"::equals);
  }

  private static String epoch(int number) {
    return Api.stream(story.as("olga").get("/api/epochs"))
        .filter(epoch -> epoch.path("number").asInt() == number)
        .map(epoch -> epoch.path("state").asText())
        .findFirst()
        .orElse("");
  }

  @Test
  @Order(8) // R64, R65
  void theCallThatLostItsDatabaseIsAnsweredAndChargedOnce() {
    Api.Answer answer = Patience.until(CALL, KillTest::ask, a -> a.status() == 200);
    String id = answer.body().path("datanet").path("callId").asText();
    assertThat(ask().body()).isEqualTo(answer.body());
    Set<String> charged = Set.of("CHARGED", "RELEASED");
    assertThat(story.as("holly").get("/api/calls/" + id).path("state").asText()).isIn(charged);
    Patience.until(CALL, () -> calls("HELD"), held -> held == 0);
  }

  @Test
  @Order(9) // R63, R64
  void theAppDiesWhileAClaimIsUnderWay() throws Exception {
    story.money().closeEpoch();
    String user = claimant();
    TokenAmount owed = earnings(user, "claimable");
    TokenAmount had = earnings(user, "claimed");
    story.as(user).post("/api/claims", Map.of());
    PROCESSES.kill("app");
    PROCESSES.up();
    story.as(user).call("POST", "/api/claims", Map.of(), Map.of());
    Patience.until(
        STEP, () -> earnings(user, "claimed"), claimed -> claimed.equals(had.plus(owed)));
    assertThat(earnings(user, "claimable")).isEqualTo(TokenAmount.ZERO);
  }

  private static String claimant() {
    return Objects.requireNonNull(
        Cast.CONTRIBUTORS.stream()
            .filter(user -> !earnings(user, "claimable").isZero())
            .findFirst()
            .orElse("max"));
  }

  private static TokenAmount earnings(String user, String field) {
    return amount(story.as(user).get("/api/earnings").path(field));
  }

  @Test
  @Order(10) // R9, R63, R64, R91
  void afterAllThatTheBooksStillFit() {
    story.money().claim();
    assertThat(new Books(story).check().faults()).isEmpty();
  }

  private static List<String> states(List<String> contributions) {
    return contributions.stream()
        .map(id -> story.as("cyrus").get("/api/contributions/" + id).path("state").asText())
        .toList();
  }

  private static List<String> queue() {
    return Api.stream(story.as("cyrus").get("/api/reviews?datanetId=" + datanet))
        .map(item -> item.path("contributionId").asText())
        .toList();
  }

  private static void accept(List<String> contributions) {
    story
        .as("cyrus")
        .post(
            "/api/reviews/decisions",
            Map.of("contributionIds", contributions, "decision", "ACCEPT", "reasons", List.of()));
  }
}
