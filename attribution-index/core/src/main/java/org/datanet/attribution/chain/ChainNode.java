package org.datanet.attribution.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;

/// A node of the L2, asked by JSON-RPC 2.0 over HTTP; it has 5 s to be reached and 30 s for an
/// answer. Thread-safe.
public final class ChainNode {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final JsonMapper JSON = new JsonMapper();

  private final URI url;
  private final Duration answer;
  private final HttpClient http;

  public ChainNode(URI url) {
    this(url, ANSWER);
  }

  ChainNode(URI url, Duration answer) {
    this.url = url;
    this.answer = answer;
    http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  }

  /// The `result` of a request.
  ///
  /// @throws ProblemException `node-unreachable`, `node-refused`
  JsonNode ask(String method, Object... parameters) {
    JsonNode answer = parse(method, send(method, parameters));
    if (answer.hasNonNull("error")) {
      throw refused(method, answer.path("error").path("message").asText());
    }
    if (!answer.has("result")) {
      throw refused(method, "no JSON-RPC answer");
    }
    return answer.path("result");
  }

  /// A number in hex, part of what `method` answered.
  long number(String method, JsonNode hex) {
    try {
      return Long.decode(hex.asText());
    } catch (NumberFormatException e) {
      throw refused(method, "expected a number in hex, got " + hex);
    }
  }

  private HttpResponse<String> send(String method, Object... parameters) {
    try {
      Map<String, Object> request =
          Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters));
      return http.send(
          HttpRequest.newBuilder(url)
              .timeout(answer)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(request)))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ProblemException(
          AttributionProblem.NODE_UNREACHABLE,
          ("The node at %s did not answer %s (%d s to connect, %d s to answer): %s."
                  + " Check the address, or leave out --rpc.")
              .formatted(url, method, CONNECT.toSeconds(), answer.toSeconds(), reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private JsonNode parse(String method, HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw refused(method, "HTTP " + response.statusCode() + " without JSON");
    }
  }

  private ProblemException refused(String method, String why) {
    return new ProblemException(
        AttributionProblem.NODE_REFUSED,
        "The node at %s did not answer %s as it should: %s. Ask another node of the same chain."
            .formatted(url, method, why));
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
