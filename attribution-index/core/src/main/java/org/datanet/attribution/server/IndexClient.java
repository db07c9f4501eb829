package org.datanet.attribution.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Asks one attribution server. A connection has 2 s, a call 10 s; a call whose connection fails is
/// made once more, for all calls only read. Thread-safe, blocking.
///
/// Every call throws what the server says is wrong, and besides `index-server-unreachable` and
/// `index-server-failed`.
public final class IndexClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final String server;
  private final String token;
  private final Duration timeout;

  /// @param server e.g. `http://127.0.0.1:8090`
  /// @param token the server's `datanet.attribution-server.token`
  public IndexClient(URI server, String token) {
    this(server, token, CALL_TIMEOUT);
  }

  IndexClient(URI server, String token, Duration timeout) {
    this.server = server.toString().replaceFirst("/$", "");
    this.token = token;
    this.timeout = timeout;
  }

  /// What one index is.
  public IndexStat stat(String index) {
    return read(ask(request("/indexes/" + index).GET().build()), IndexStat.class);
  }

  /// All indexes of the server, by name.
  public List<IndexStat> stats() {
    return read(ask(request("/indexes").GET().build()), Protocol.Indexes.class).indexes();
  }

  <T> T ask(String path, Object question, Class<T> reply) {
    HttpRequest post =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Protocol.bytes(question)))
            .build();
    return read(ask(post), reply);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> ask(HttpRequest request) {
    try {
      return send(request);
    } catch (IOException e) {
      try {
        return send(request);
      } catch (IOException again) {
        again.addSuppressed(e);
        throw unreachable("cannot be reached: " + again, again);
      }
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unreachable("did not answer within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unreachable("was not waited for: the thread was interrupted", e);
    }
  }

  private <T> T read(HttpResponse<byte[]> response, Class<T> type) {
    try {
      if (response.statusCode() == 200) {
        return Protocol.JSON.readValue(response.body(), type);
      }
      throw refused(response);
    } catch (JsonProcessingException e) {
      throw failed("answered with status " + response.statusCode() + " and no readable JSON");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProblemException refused(HttpResponse<byte[]> response) throws IOException {
    var document = Protocol.JSON.readTree(response.body());
    String detail = document.path("detail").asText();
    return Arrays.stream(AttributionProblem.values())
        .filter(p -> document.path("type").asText().equals(Protocol.PROBLEM_PREFIX + p.slug()))
        .filter(problem -> problem != AttributionProblem.INDEX_TOKEN_INVALID) // not our caller's
        .findFirst()
        .map(problem -> new ProblemException(problem, detail))
        .orElseGet(() -> failed("answered with status " + response.statusCode() + ": " + detail));
  }

  ProblemException failed(String how) {
    return new ProblemException(
        AttributionProblem.INDEX_SERVER_FAILED, "The index server " + server + " " + how);
  }

  private ProblemException unreachable(String how, @Nullable Exception cause) {
    ProblemException problem =
        new ProblemException(
            AttributionProblem.INDEX_SERVER_UNREACHABLE,
            "The index server " + server + " " + how + ". Check that it runs, and try again.");
    problem.initCause(cause);
    return problem;
  }

  @Override
  public void close() {
    http.close();
  }
}
