package org.datanet.attribution.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// A node that repeats what a real one answered, from `chain/anvil.json`.
public final class RecordedNode implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode file;
  private final Map<JsonNode, JsonNode> answers = new HashMap<>();
  private final HttpServer server;

  public RecordedNode() {
    try (var in =
        Objects.requireNonNull(RecordedNode.class.getResourceAsStream("/chain/anvil.json"))) {
      file = JSON.readTree(in);
      file.path("exchanges").forEach(e -> answers.put(question(e), e.path("result")));
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private static JsonNode question(JsonNode request) {
    return JSON.createArrayNode().add(request.path("method")).add(request.path("params"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      JsonNode unknown =
          request.path("method").asText().equals("eth_getBlockByHash") ? NullNode.instance : null;
      JsonNode result = answers.getOrDefault(question(request), unknown);
      String body =
          result == null
              ? "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":3,\"message\":\"execution reverted\"}}"
              : "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}";
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /// The address of a contract, or a block's hash.
  public String value(String name) {
    return file.path(name).asText();
  }

  public Hash blockBefore() {
    return Hash.of(value("blockBefore"));
  }

  public Hash blockAfter() {
    return Hash.of(value("blockAfter"));
  }

  /// The state of its chain, all contracts known.
  public ChainState state() {
    return ChainState.of(
        new ChainNode(url()),
        new Deployment(address("settlement"), address("adapters"), address("datasets")));
  }

  private Optional<Address> address(String name) {
    return Optional.of(Address.of(value(name)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
