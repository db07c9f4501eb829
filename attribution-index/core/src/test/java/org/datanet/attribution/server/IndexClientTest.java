package org.datanet.attribution.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.query.SpanSearch;
import org.datanet.attribution.query.WordSpan;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The client against servers that fail.
class IndexClientTest {

  private static final String REPLY =
      "{\"digest\":\""
          + Hash.sha256("g1")
          + "\",\"corpusWords\":9,\"occurrences\":[1,2],"
          + "\"longestMatches\":[2,1]}";

  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;
  private IndexClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    client = new IndexClient(uri(server.getAddress().getPort()), "token", Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private void answers(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private SpanSearch search() {
    return new RemoteSpans(client, "books").search(List.of("a", "b"));
  }

  @Test
  void asksOnceForWhatConcernsTheWords() {
    answers(200, REPLY);
    SpanSearch search = search();
    assertThat(search.longestMatches()).containsExactly(2, 1);
    assertThat(search.wordCounts().corpusWords()).isEqualTo(9);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    server.stop(0);
    assertProblem(
        search()::longestMatches, AttributionProblem.INDEX_SERVER_UNREACHABLE, "cannot be reached");
  }

  @Test
  void aServerThatDiesBetweenTwoQuestionsIsNamed() {
    answers(200, REPLY);
    SpanSearch search = search();
    search.wordCounts();
    server.stop(0);
    assertProblem(
        () -> search.sources(List.of(new WordSpan(0, 2)), new SpanSearch.Limits(1, 1)),
        AttributionProblem.INDEX_SERVER_UNREACHABLE,
        "cannot be reached");
  }

  @Test
  void aCallWhoseConnectionBreaksIsMadeOnceMore() throws IOException {
    try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerAtTheSecondConnection(breaking));
      try (IndexClient other = new IndexClient(uri(breaking.getLocalPort()), "token")) {
        assertThat(new RemoteSpans(other, "books").search(List.of("a", "b")).longestMatches())
            .containsExactly(2, 1);
      }
      assertThat(calls).hasValue(2);
    }
  }

  private void answerAtTheSecondConnection(ServerSocket breaking) {
    try {
      breaking.accept().close();
      calls.incrementAndGet();
      try (Socket second = breaking.accept()) {
        calls.incrementAndGet();
        second.getInputStream().read();
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + REPLY.length() + "\r\n\r\n";
        second.getOutputStream().write((head + REPLY).getBytes(StandardCharsets.UTF_8));
        second.getOutputStream().flush();
        second.getInputStream().readAllBytes();
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        IndexClient other =
            new IndexClient(uri(silent.getLocalPort()), "token", Duration.ofMillis(50))) {
      assertProblem(
          other::stats, AttributionProblem.INDEX_SERVER_UNREACHABLE, "did not answer within");
    }
  }

  @Test
  void anAnswerThatIsNoneIsNamed() {
    answers(200, "<html>");
    assertProblem(client::stats, AttributionProblem.INDEX_SERVER_FAILED, "no readable JSON");
  }

  @Test
  void anAnswerOfAnotherLengthIsNamed() {
    answers(200, REPLY.replace("[2,1]", "[2]"));
    assertProblem(
        search()::longestMatches,
        AttributionProblem.INDEX_SERVER_FAILED,
        "gave 1 answers to 2 questions");
  }

  @Test
  void anAnswerFromAnotherGenerationIsNamed() {
    answers(200, REPLY);
    SpanSearch pinned =
        new RemoteSpans(client, "books", Hash.sha256("g2")).search(List.of("a", "b"));
    assertProblem(
        pinned::longestMatches, AttributionProblem.INDEX_SERVER_FAILED, "another generation");
  }

  @Test
  void aFailureWithoutAProblemIsNamedByItsStatus() {
    answers(502, "Bad Gateway");
    assertProblem(client::stats, AttributionProblem.INDEX_SERVER_FAILED, "502");
  }

  private static void assertProblem(Runnable action, AttributionProblem problem, String detail) {
    assertThatThrownBy(action::run)
        .hasMessageContaining(detail)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
