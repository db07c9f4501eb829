package org.datanet.governance.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.datanet.governance.GovernanceProblem;
import org.datanet.kernel.ProblemException;

/// JSON-RPC 2.0 over HTTP to an Ethereum node, with a time limit on every call. Thread-safe,
/// blocking.
final class JsonRpcClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What the node answered instead of a result; `data` is the revert data or empty.
  static final class RpcError extends RuntimeException {
    final String data;

    RpcError(String message, String data) {
      super(message);
      this.data = data;
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  private final HttpClient http;
  private final URI node;
  private final Duration timeout;

  JsonRpcClient(URI node, Duration timeout) {
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    this.node = node;
    this.timeout = timeout;
  }

  /// @throws RpcError when the node refuses
  /// @throws ProblemException `chain-unavailable` when it does not answer
  JsonNode call(String method, Object... parameters) {
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    request.put("method", method).set("params", JSON.valueToTree(List.of(parameters)));
    JsonNode answer = post(request);
    JsonNode error = answer.path("error");
    if (!error.isMissingNode()) {
      throw new RpcError(error.path("message").asText(), error.path("data").asText());
    }
    return answer.path("result");
  }

  private JsonNode post(ObjectNode request) {
    HttpRequest post =
        HttpRequest.newBuilder(node)
            .timeout(timeout)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(request.toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(post, BodyHandlers.ofString());
      if (response.statusCode() >= 500) { // a proxy without its node
        throw new IOException("HTTP status " + response.statusCode());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static ProblemException unavailable(Exception cause) {
    ProblemException problem =
        new ProblemException(
            GovernanceProblem.CHAIN_UNAVAILABLE,
            "The L2 node did not answer; it is asked again. Check that it runs.");
    problem.initCause(cause);
    return problem;
  }
}
