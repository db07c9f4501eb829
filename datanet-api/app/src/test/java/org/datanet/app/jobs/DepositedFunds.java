package org.datanet.app.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An L2 that only answers reads: whatever contract is asked says first a large number, then zeros,
/// so that every escrow holds a deposit. It refuses transactions.
public class DepositedFunds implements QuarkusTestResourceLifecycleManager {

  /// Its number (EIP-155).
  public static final long CHAIN_ID = 31_337;

  private static final String WORDS =
      "0x" + "0".repeat(40) + "f".repeat(24) + "0".repeat(64).repeat(2);

  private final ObjectMapper json = new ObjectMapper();
  private @Nullable HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/", this::answer);
      started.start();
      server = started;
      String url = "http://localhost:" + started.getAddress().getPort();
      return Map.of("datanet.governance.rpc-url", url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode call = json.readTree(exchange.getRequestBody());
      String result =
          switch (call.path("method").asText()) {
            case "eth_chainId" -> "\"result\":\"0x" + Long.toHexString(CHAIN_ID) + "\"";
            case "eth_call" -> "\"result\":\"" + WORDS + "\"";
            default -> "\"error\":{\"code\":-32601,\"message\":\"this chain only answers reads\"}";
          };
      byte[] body =
          "{\"jsonrpc\":\"2.0\",\"id\":%s,%s}".formatted(call.path("id"), result).getBytes("UTF-8");
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }
}
