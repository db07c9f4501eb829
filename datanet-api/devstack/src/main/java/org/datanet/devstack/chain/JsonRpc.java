package org.datanet.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.datanet.devstack.stack.Http;

/// Ethereum's JSON-RPC over HTTP.
final class JsonRpc {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;

  JsonRpc(String endpoint) {
    this.endpoint = URI.create(endpoint);
  }

  /// Calls a method; an error answer becomes an `IOException` with its message.
  JsonNode call(String method, String... parameters) throws IOException {
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    request.put("method", method);
    var list = request.putArray("params");
    for (String parameter : parameters) {
      list.add(parameter);
    }
    JsonNode answer = JSON.readTree(forward(JSON.writeValueAsBytes(request)));
    if (answer.has("error")) {
      throw new IOException(method + ": " + answer.path("error").path("message").asText());
    }
    return answer.path("result");
  }

  long number(String method, String... parameters) throws IOException {
    return Long.decode(call(method, parameters).asText());
  }

  /// Passes a request on as it is.
  byte[] forward(byte[] request) throws IOException {
    return Http.send(
            HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build())
        .body()
        .getBytes(StandardCharsets.UTF_8);
  }
}
