package org.datanet.attribution.server.running;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.attribution.query.ShardedSpans;
import org.datanet.attribution.query.SpanFolders;
import org.datanet.attribution.query.SpanSearch;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.server.IndexClient;
import org.datanet.attribution.server.IndexStat;
import org.datanet.attribution.server.RemoteSpans;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IndexResourceTest {

  private static final String ANSWER =
      "they have to plant weeds there, they don't grow naturally; and the Lord sent out a great"
          + " wind into the sea";
  private static final List<String> WORDS = WordTokens.of(ANSWER).words();

  private IndexClient client;

  @BeforeEach
  void publish() {
    ServerUnderTest.clear();
    SpanFolders.write(ServerUnderTest.DATA.resolve("books"), Samples.literature(), Set.of(), 2);
    client = ServerUnderTest.client();
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static ValidatableResponse ask(String path, Object body) {
    return ServerUnderTest.caller().body(body).post("/indexes/books/" + path).then();
  }

  @Test
  void listsItsIndexesWithDigestAndSize() {
    SpanFolders.write(ServerUnderTest.DATA.resolve("more"), Samples.literature(), Set.of(), 1);
    assertThat(client.stats()).extracting(IndexStat::name).containsExactly("books", "more");
    IndexStat books = client.stat("books");
    assertThat(books.records()).isEqualTo(Samples.literature().size());
    assertThat(books.segments()).isEqualTo(2);
    assertThat(books.generation()).isEqualTo(1);
    assertThat(books.words()).isEqualTo(client.stat("more").words());
    assertThat(books.digest()).isNotEqualTo(client.stat("more").digest());
  }

  @Test
  void attributesAnAnswerForPeople() { // R30
    ask("attributions", Map.of("answer", ANSWER))
        .statusCode(200)
        .body("digest", equalTo(client.stat("books").digest().hex()))
        .body("attribution.method", equalTo("spans-v1"))
        .body("attribution.spans", hasSize(2))
        .body("attribution.shares.contributor", hasItem(Samples.account(1).hex()));
  }

  @Test
  void everyAnswerNamesTheDigestAndOnlyTheOneAskedForAnswers() { // R35
    String digest = client.stat("books").digest().hex();
    ask("words", Map.of("words", WORDS, "digest", digest))
        .statusCode(200)
        .body("digest", equalTo(digest));
    String other = Hash.sha256("another").hex();
    for (String path : List.of("words", "sources", "earlier-parts", "attributions")) {
      ask(path, question(path, other))
          .statusCode(409)
          .contentType("application/problem+json")
          .body("type", equalTo("https://datanet.example/problems/index-changed"))
          .body("detail", containsString(digest));
    }
  }

  private static Map<String, Object> question(String path, String digest) {
    return switch (path) {
      case "words" -> Map.of("words", WORDS, "digest", digest);
      case "sources" ->
          Map.of(
              "words",
              WORDS,
              "digest",
              digest,
              "parts",
              List.of(),
              "limits",
              Map.of("maxSources", 1, "maxContributors", 1));
      case "earlier-parts" ->
          Map.of("words", WORDS, "digest", digest, "parts", List.of(), "minWords", 4);
      default -> Map.of("answer", ANSWER, "digest", digest);
    };
  }

  @Test
  void aSearchThatMeetsAnotherGenerationEndsWithAProblem() {
    SpanSearch search = new RemoteSpans(client, "books").search(WORDS);
    search.wordCounts();
    eraseJonah();
    assertProblem(
        () -> search.sources(List.of(new WordSpan(0, 4)), new SpanSearch.Limits(4, 4)),
        AttributionProblem.INDEX_CHANGED);
    assertProblem(
        () -> new RemoteSpans(client, "books", Hash.sha256("another")).search(WORDS).wordCounts(),
        AttributionProblem.INDEX_CHANGED);
  }

  @Test
  void whatAWriterErasesIsGoneAtTheNextQuestion() {
    int[] before = new RemoteSpans(client, "books").search(WORDS).longestMatches();
    eraseJonah();
    int[] after = new RemoteSpans(client, "books").search(WORDS).longestMatches();
    assertThat(before[before.length - 6]).isEqualTo(6);
    assertThat(after[before.length - 6]).isLessThan(6);
    assertThat(client.stat("books").generation()).isEqualTo(2);
    assertThat(client.stat("books").erased()).isPositive();
  }

  private static void eraseJonah() {
    try (IndexWriter writer = IndexWriter.open(ServerUnderTest.DATA.resolve("books"))) {
      writer.erase(
          Samples.literature().stream()
              .filter(record -> record.text().contains("great wind into the sea"))
              .map(record -> record.id())
              .toList());
    }
  }

  @Test
  void whatAWriterAppendsIsFoundAtTheNextQuestion() {
    try (IndexWriter writer = IndexWriter.open(ServerUnderTest.DATA.resolve("books"))) {
      writer.append(
          List.of(Samples.record(9, 9, "quartz zebras juggle seven xylophones")),
          BuildSettings.defaults(),
          BuildProgress.SILENT);
    }
    List<String> words = List.of("quartz", "zebras", "juggle");
    assertThat(new RemoteSpans(client, "books").search(words).longestMatches())
        .containsExactly(3, 2, 1);
  }

  @Test
  void anUnknownIndexIs404AndAFaultyName400() {
    assertProblem(() -> client.stat("none"), AttributionProblem.INDEX_NOT_FOUND);
    assertProblem(() -> client.stat("..%2Fbooks"), AttributionProblem.INDEX_REQUEST_INVALID);
    assertProblem(() -> client.stat(".books"), AttributionProblem.INDEX_REQUEST_INVALID);
    assertProblem(() -> client.stat("a".repeat(101)), AttributionProblem.INDEX_REQUEST_INVALID);
    ServerUnderTest.caller()
        .urlEncodingEnabled(false)
        .get("/indexes/..%2f..%2fetc")
        .then()
        .statusCode(400);
    ServerUnderTest.caller()
        .get("/elsewhere")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void anIndexThatWasRemovedIsNotServedAnyMore() throws IOException {
    client.stat("books");
    ServerUnderTest.clear();
    assertProblem(() -> client.stat("books"), AttributionProblem.INDEX_NOT_FOUND);
    assertThat(client.stats()).isEmpty();
  }

  @Test
  void whoDoesNotShowTheTokenIsTurnedAway() {
    for (String header : List.of("", "Bearer", "Bearer wrong", ServerUnderTest.TOKEN)) {
      given()
          .header("Authorization", header)
          .get("/indexes")
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", "Bearer")
          .body("type", equalTo("https://datanet.example/problems/index-token-invalid"));
    }
    given().get("/elsewhere").then().statusCode(401);
    try (IndexClient stranger = ServerUnderTest.client("x".repeat(32))) {
      assertProblem(stranger::stats, AttributionProblem.INDEX_SERVER_FAILED);
    }
  }

  @Test
  void aShardThatFailsMakesTheAnswerFail() {
    SpanSearch search =
        new ShardedSpans(
                List.of(new RemoteSpans(client, "books"), new RemoteSpans(client, "missing")))
            .search(WORDS);
    assertProblem(search::longestMatches, AttributionProblem.INDEX_NOT_FOUND);
  }

  @Test
  void isReadyWhenEveryIndexOpens() throws IOException {
    given().get("/q/health/ready").then().statusCode(200);
    Files.write(ServerUnderTest.DATA.resolve("books").resolve("manifest.json"), new byte[] {'{'});
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body("checks.data.books", hasItem(containsString("manifest.json")));
    assertProblem(() -> client.stat("books"), AttributionProblem.INDEX_CORRUPT);
  }

  @Test
  void metersCallsWordsAndGenerations() {
    ask("words", Map.of("words", WORDS)).statusCode(200);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("datanet_attribution_words_total{index=\"books\"}"))
        .body(containsString("datanet_attribution_index_generation{index=\"books\"}"))
        .body(containsString("uri=\"/indexes/{name}/words\""));
  }

  private static void assertProblem(Runnable action, AttributionProblem problem) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
