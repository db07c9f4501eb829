package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.datanet.demo.Documents.Document;
import org.datanet.kernel.TokenAmount;
import org.jspecify.annotations.Nullable;

/// The loop, step by step, in the order of its dependencies. Every step fails loudly when the
/// platform does not do what it promises.
final class Story {

  static final List<String> CONTRIBUTORS =
      List.of("ana", "bruno", "chloe", "diego", "elena", "farid", "grace", "hugo");

  /// Hands in copies of another contributor's chapters.
  static final String PLAGIARIST = "hugo";

  /// Passes over the letters and over the chapters: enough to say sentences back, short enough to
  /// wait.
  private static final List<Integer> PASSES = List.of(3, 8);

  private static final Duration CHAIN = Duration.ofSeconds(90);
  private static final Duration TRAINING = Duration.ofMinutes(8);

  private final Platform platform;
  private final Steps steps;
  private final Map<String, Api> users = new LinkedHashMap<>();
  private final List<String> receipts = new ArrayList<>();

  Story(Platform platform, Steps steps) {
    this.platform = platform;
    this.steps = steps;
  }

  /// What the story leaves behind for the books.
  record Outcome(List<String> datanets, List<String> models, List<String> receipts) {}

  Api as(String user) {
    return users.computeIfAbsent(user, name -> new Api(platform, name));
  }

  Outcome tell() {
    steps.step("everybody signs in", this::signIn);
    String clinic =
        steps.step(
            "carla creates the Datanet 'Clinical letters'",
            () -> createDatanet("Clinical letters", "health", "clinical"));
    String classics =
        steps.step(
            "carla creates the Datanet 'Classics'",
            () -> createDatanet("Classics", "literature", "literature"));
    steps.step("seven contributors upload 200 letters", () -> uploadLetters(clinic));
    steps.step(
        "four contributors upload chapters, one of them copies", () -> uploadChapters(classics));
    steps.step("curators review what is clean", () -> review(clinic, classics));
    List<String> versions =
        steps.step(
            "carla builds and registers dataset versions",
            () -> List.of(version(clinic), version(classics)));
    steps.step("max trains without a licence and is refused", () -> trainWithoutLicence(versions));
    steps.step("max asks for licences; carla grants them", () -> licence(clinic, classics));
    List<String> models =
        steps.step(
            "max trains and publishes an adapter on each",
            () -> train(List.of("clinic-letters", "classics"), versions));
    steps.step(
        "holly calls without a deposit and is told what to do", () -> callWithoutFunds(models));
    steps.step("holly deposits 100 OPEN once", this::deposit);
    steps.step(
        "holly chats: every answer names its sources and is paid", () -> chat(clinic, models));
    steps.step(
        "holly asks for a quicker answer and for a quotation, at a part of the price",
        () -> askByRoutes(models.getFirst()));
    steps.step("olga closes an epoch; its roots go to the L2", this::closeEpoch);
    steps.step("contributors claim", this::claim);
    steps.step("olga proves an audit entry", this::audit);
    return new Outcome(List.of(clinic, classics), models, List.copyOf(receipts));
  }

  private int signIn() {
    Stream.concat(CONTRIBUTORS.stream(), Stream.of("carla", "cyrus", "olga", "max", "holly"))
        .forEach(user -> as(user).get("/api/me"));
    return users.size();
  }

  String createDatanet(String name, String domain, String preset) {
    Map<String, Object> rules = new LinkedHashMap<>();
    rules.put("name", name);
    rules.put("domain", domain);
    rules.put("description", "Made by the demo.");
    rules.put(
        "acceptedTypes",
        List.of("text", "markdown", "pdf", "docx", "html", "csv", "json", "jsonl", "eml"));
    rules.put("languages", List.of("en", "es"));
    rules.put("maxFileBytes", 5_000_000);
    rules.put("contributorWhitelist", List.of());
    rules.put("region", "ANY");
    rules.put("privacyPreset", preset);
    rules.put("pricePerThousandTokens", TokenAmount.ofOpen("2").toString());
    rules.put(
        "split",
        Map.of(
            "modelPpm", 200_000, "dataPpm", 650_000, "stakersPpm", 100_000, "protocolPpm", 50_000));
    String id = as("carla").post("/api/datanets", rules).path("id").asText();
    JsonNode done = as("carla").await("/api/datanets/" + id, CHAIN, settled("REGISTERING"));
    require(done, "REGISTERED");
    return id;
  }

  private int uploadLetters(String datanet) {
    List<Document> letters = Documents.of("medical");
    List<String> folders = letters.stream().map(Document::folder).distinct().toList();
    List<Uploads.Given> given =
        letters.stream()
            .map(letter ->
                new Uploads.Given(
                    as(CONTRIBUTORS.get(folders.indexOf(letter.folder()) % 7)), letter))
            .toList();
    List<JsonNode> states = Uploads.all(datanet, given);
    steps.note(tally(states));
    return states.size();
  }

  private int uploadChapters(String datanet) {
    Map<String, String> writers =
        Map.of("contributor-a", "ana", "contributor-b", "bruno", "contributor-c", PLAGIARIST);
    List<Uploads.Given> own = new ArrayList<>();
    List<Uploads.Given> copied = new ArrayList<>();
    for (Document chapter : Documents.of("literature")) {
      boolean taken = chapter.name().startsWith("taken-");
      String writer = writers.getOrDefault(chapter.folder(), "chloe");
      String by = writer.equals(PLAGIARIST) && !taken ? "chloe" : writer;
      (taken ? copied : own).add(new Uploads.Given(as(by), chapter));
    }
    steps.note("own chapters: " + tally(Uploads.all(datanet, own)));
    List<JsonNode> copies = Uploads.all(datanet, copied);
    steps.note("copied chapters: " + tally(copies));
    for (JsonNode copy : copies) {
      steps.note(
          copy.path("fileName").asText() + ": " + copy.path("verdict").path("message").asText());
    }
    return own.size() + copied.size();
  }

  private static String tally(List<JsonNode> contributions) {
    Map<String, Integer> counts = new TreeMap<>();
    contributions.forEach(c -> counts.merge(c.path("state").asText(), 1, Integer::sum));
    return counts.toString();
  }

  /// Accepts what is clean. Letters resemble each other because hospitals use forms; a chapter that
  /// resembles another contributor's is a reworded copy and is rejected.
  private int review(String clinic, String classics) {
    List<String> letters = waiting(clinic).map(Story::contribution).toList();
    List<String> copies =
        waiting(classics).filter(Story::resemblesAnother).map(Story::contribution).toList();
    List<String> chapters =
        waiting(classics)
            .map(Story::contribution)
            .filter(contribution -> !copies.contains(contribution))
            .toList();
    decide(letters, "ACCEPT", List.of());
    decide(chapters, "ACCEPT", List.of());
    decide(copies, "REJECT", List.of("a reworded copy of another contributor's chapter"));
    steps.note(
        "%d letters and %d chapters accepted, %d copy rejected"
            .formatted(letters.size(), chapters.size(), copies.size()));
    return letters.size() + chapters.size() + copies.size();
  }

  private Stream<JsonNode> waiting(String datanet) {
    return stream(as("cyrus").get("/api/reviews?datanetId=" + datanet));
  }

  private static String contribution(JsonNode review) {
    return review.path("contributionId").asText();
  }

  private static boolean resemblesAnother(JsonNode review) {
    return stream(review.path("findings"))
        .anyMatch(f -> f.path("code").asText().equals("similar") && f.path("ordinal").isNull());
  }

  private void decide(List<String> contributions, String decision, List<String> reasons) {
    if (contributions.isEmpty()) {
      return;
    }
    JsonNode answers =
        as("cyrus")
            .post(
                "/api/reviews/decisions",
                Map.of("contributionIds", contributions, "decision", decision, "reasons", reasons));
    stream(answers)
        .filter(answer -> answer.path("decided").isNull())
        .findAny()
        .ifPresent(refused -> {
          throw new IllegalStateException("a decision was refused: " + refused);
        });
  }

  String version(String datanet) {
    String id =
        as("carla")
            .post("/api/datanets/" + datanet + "/versions", Map.of("note", "first version"))
            .path("id")
            .asText();
    JsonNode done =
        as("carla")
            .await(
                "/api/versions/" + id,
                CHAIN,
                settled("BUILDING").and(settled("INDEXING")).and(settled("REGISTERING")));
    require(done, "REGISTERED");
    steps.note(
        done.path("recordCount").asInt() + " records, root " + done.path("merkleRoot").asText());
    return id;
  }

  private String trainWithoutLicence(List<String> versions) {
    Api.Answer answer =
        as("max")
            .call(
                "POST",
                "/api/training-runs",
                Map.of("name", "too early", "datasetVersionIds", versions),
                Map.of());
    if (answer.status() != 403) {
      throw new IllegalStateException("expected 403, got " + answer);
    }
    String detail = answer.body().path("detail").asText();
    steps.note("403: " + detail);
    return detail;
  }

  int licence(String... datanets) {
    for (String datanet : datanets) {
      for (String purpose : List.of("train", "query")) {
        String id =
            as("max")
                .post(
                    "/api/datanets/" + datanet + "/access-requests",
                    Map.of("purpose", purpose, "justification", "demo adapter"))
                .path("id")
                .asText();
        as("carla")
            .post(
                "/api/access-requests/" + id + "/grant",
                Map.of("expiresAt", Instant.now().plus(30, ChronoUnit.DAYS).toString()));
      }
    }
    for (String datanet : datanets) {
      as("max")
          .await(
              "/api/access-requests?datanetId=" + datanet,
              CHAIN,
              all -> stream(all).allMatch(g -> g.path("state").asText().equals("GRANTED")));
    }
    return datanets.length * 2;
  }

  private List<String> train(List<String> names, List<String> versions) {
    List<String> models = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String run =
          as("max")
              .post(
                  "/api/training-runs",
                  Map.of(
                      "name",
                      names.get(i),
                      "datasetVersionIds",
                      List.of(versions.get(i)),
                      "epochs",
                      PASSES.get(i)))
              .path("id")
              .asText();
      JsonNode done =
          as("max")
              .await(
                  "/api/training-runs/" + run, TRAINING, settled("QUEUED").and(settled("RUNNING")));
      require(done, "DONE");
      JsonNode curve = done.path("lossCurve");
      steps.note(
          "%s: %d steps, loss %.2f → %.2f"
              .formatted(
                  names.get(i),
                  done.path("steps").asInt(),
                  curve.path(0).path("loss").asDouble(),
                  done.path("loss").asDouble()));
      models.add(publish(names.get(i), run));
    }
    return models;
  }

  String publish(String name, String run) {
    String id =
        as("max")
            .post("/api/adapters", Map.of("trainingRunId", run, "name", name))
            .path("id")
            .asText();
    JsonNode done = as("max").await("/api/adapters/" + id, CHAIN, settled("REGISTERING"));
    require(done, "REGISTERED");
    return done.path("modelId").asText();
  }

  private String callWithoutFunds(List<String> models) {
    if (!escrow("available").isZero()) {
      steps.note("holly has a deposit from an earlier run; nothing to show");
      return "";
    }
    Api.Answer answer = complete(models.getFirst(), "Hello", null, Map.of());
    if (answer.status() != 402) {
      throw new IllegalStateException("expected 402, got " + answer.status() + " " + answer.body());
    }
    String message = answer.body().path("error").path("message").asText();
    steps.note("402: " + message);
    return message;
  }

  private TokenAmount escrow(String field) {
    return TokenAmount.of(as("holly").get("/api/account").path("escrow").path(field).asText());
  }

  String deposit() {
    TokenAmount wanted = TokenAmount.ofOpen("100");
    as("holly")
        .await(
            "/api/account",
            CHAIN,
            a -> TokenAmount.of(a.path("nativeBalance").asText()).compareTo(wanted) > 0);
    TokenAmount before = escrow("deposited");
    as("holly").post("/api/escrow/deposits", Map.of("amount", wanted.toString()));
    as("holly")
        .await(
            "/api/account",
            CHAIN,
            a ->
                TokenAmount.of(a.path("escrow").path("deposited").asText())
                        .compareTo(before.plus(wanted))
                    >= 0);
    return wanted.toOpen();
  }

  private int chat(String clinic, List<String> models) {
    Prompts prompts = new Prompts();
    int calls = 0;
    for (String prompt : prompts.clinical()) {
      calls += charged(complete(models.get(0), prompt, null, Map.of()));
    }
    for (String prompt : prompts.literary()) {
      calls += charged(complete(models.get(1), prompt, null, Map.of()));
    }
    calls += charged(complete(models.get(0), prompts.clinical().getFirst(), clinic, Map.of()));
    Map<String, String> key = Map.of("Idempotency-Key", "demo-" + Instant.now().toEpochMilli());
    Api.Answer first = complete(models.get(0), prompts.clinical().getLast(), null, key);
    calls += charged(first);
    Api.Answer again = complete(models.get(0), prompts.clinical().getLast(), null, key);
    if (!again.body().equals(first.body())) {
      throw new IllegalStateException("a retry with the same key gave another answer: " + again);
    }
    steps.note(calls + " calls charged; a retry with the same key gave the same answer, uncharged");
    return calls;
  }

  private int askByRoutes(String model) {
    String prompt = new Prompts().clinical().getFirst();
    int calls = 0;
    for (JsonNode route : as("holly").get("/v1/routes?model=" + model).path("data")) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("model", model);
      body.put("prompt", prompt);
      body.put("max_tokens", 96);
      body.put("temperature", 0);
      body.put("datanet", Map.of("route", route.path("id").asText()));
      Api.Answer answer = as("holly").call("POST", "/v1/completions", body, Map.of());
      calls += charged(answer);
      requirePrice(route, answer.body());
    }
    return calls;
  }

  /// The fee is what the route's thousand tokens cost, rounded up.
  private static void requirePrice(JsonNode route, JsonNode answer) {
    TokenAmount expected =
        TokenAmount.of(route.path("pricePerThousandTokens").asText())
            .timesCeil(answer.path("usage").path("total_tokens").asLong(), 1000);
    JsonNode datanet = answer.path("datanet");
    boolean right =
        datanet.path("route").path("name").equals(route.path("id"))
            && datanet.path("fee").asText().equals(expected.toString());
    if (!right) {
      throw new IllegalStateException(
          "expected a fee of " + expected + " by " + route + ": " + answer);
    }
  }

  Api.Answer complete(
      String model, String prompt, @Nullable String retrieveFrom, Map<String, String> headers) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", model);
    body.put("prompt", prompt);
    body.put("max_tokens", 96);
    body.put("temperature", 0);
    if (retrieveFrom != null) {
      body.put("datanet", Map.of("retrieval", Map.of("datanetId", retrieveFrom, "passages", 2)));
    }
    return as("holly").call("POST", "/v1/completions", body, headers);
  }

  private int charged(Api.Answer answer) {
    JsonNode body = answer.ok();
    JsonNode datanet = body.path("datanet");
    if (!datanet.path("billable").asBoolean()) {
      steps.note("not billable: " + datanet.path("reason").asText());
      return 0;
    }
    String call = datanet.path("callId").asText();
    receipts.add(as("holly").text("/api/receipts/" + call));
    steps.note(
        "“%s” %d spans, %d sources, %.0f %% attributed, fee %s OPEN"
            .formatted(
                shortened(body.path("choices").path(0).path("text").asText()),
                datanet.path("spans").size(),
                datanet.path("shares").size(),
                100 - datanet.path("unattributedPpm").asInt() / 10_000.0,
                TokenAmount.of(datanet.path("fee").asText()).toOpen()));
    return 1;
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 56 ? line : line.substring(0, 55) + "…";
  }

  String closeEpoch() {
    int number = as("olga").post("/api/epochs", Map.of()).path("number").asInt();
    as("olga")
        .await(
            "/api/epochs",
            CHAIN,
            epochs ->
                stream(epochs)
                    .anyMatch(e ->
                        e.path("number").asInt() == number
                            && !e.path("state").asText().matches("BUILDING|POSTING")));
    JsonNode epoch =
        stream(as("olga").get("/api/epochs"))
            .filter(e -> e.path("number").asInt() == number)
            .findFirst()
            .orElseThrow();
    require(epoch, "POSTED");
    steps.note(
        "epoch "
            + number
            + ": "
            + epoch.path("calls").asInt()
            + " receipts, transaction "
            + epoch.path("txHash").asText());
    return epoch.path("creditsRoot").asText();
  }

  int claim() {
    int claims = 0;
    List<String> claimants = new ArrayList<>();
    for (String user : Stream.concat(CONTRIBUTORS.stream(), Stream.of("max")).toList()) {
      if (!TokenAmount.of(as(user).get("/api/earnings").path("claimable").asText()).isZero()) {
        as(user).post("/api/claims", Map.of());
        claimants.add(user);
        claims++;
      }
    }
    for (String user : claimants) {
      as(user)
          .await(
              "/api/earnings", CHAIN, e -> TokenAmount.of(e.path("claimable").asText()).isZero());
    }
    return claims;
  }

  private long audit() {
    JsonNode page = as("olga").get("/api/audit?decision=DENY&limit=1");
    JsonNode entry = page.path("entries").path(0);
    long index = entry.path("index").asLong();
    JsonNode proof = as("olga").get("/api/audit/" + index + "/proof");
    if (!AuditProof.holds(proof)) {
      throw new IllegalStateException("the inclusion proof does not hold: " + proof);
    }
    steps.note(
        "entry %d of %d (%s %s: %s) is in the log with root %s"
            .formatted(
                index,
                proof.path("size").asLong(),
                entry.path("action").asText(),
                entry.path("rule").asText(),
                entry.path("decision").asText(),
                proof.path("rootHash").asText()));
    return index;
  }

  static Predicate<JsonNode> settled(String running) {
    return node -> !node.path("state").asText().equals(running);
  }

  private static void require(JsonNode node, String state) {
    if (!node.path("state").asText().equals(state)) {
      throw new IllegalStateException("expected " + state + ": " + node);
    }
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
