package org.datanet.attribution.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Address;
import org.datanet.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainNodeTest {

  private static ProblemException askFailing(ChainNode node) {
    return catchThrowableOfType(ProblemException.class, () -> node.ask("eth_chainId"));
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProblemException problem = askFailing(new ChainNode(URI.create("http://localhost:" + port)));
    assertThat(problem.problem()).isEqualTo(AttributionProblem.NODE_UNREACHABLE);
    assertThat(problem.detail())
        .startsWith(
            "The node at http://localhost:" + port + " did not answer eth_chainId (5 s to connect")
        .endsWith("Check the address, or leave out --rpc.");
  }

  @Test
  void givesUpOnANodeThatTakesAConnectionAndSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://localhost:" + silent.getLocalPort());
      ProblemException problem = askFailing(new ChainNode(url, Duration.ofMillis(200)));
      assertThat(problem.problem()).isEqualTo(AttributionProblem.NODE_UNREACHABLE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html>Not found</html> | HTTP 404 without JSON",
        "{} | no JSON-RPC answer",
        "[] | no JSON-RPC answer",
        "7 | no JSON-RPC answer",
        "{\"error\":{\"code\":-32005,\"message\":\"too many requests\"}} | too many requests",
        "{\"result\":\"many\"} | expected a number in hex, got \"many\"",
        "{\"result\":null} | expected a number in hex, got null"
      })
  void saysWhatIsWrongWithAnAnswer(String body, String why) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(body.startsWith("<") ? 404 : 200, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
          }
        });
    server.start();
    try {
      URI url = URI.create("http://localhost:" + server.getAddress().getPort());
      Deployment nothing =
          new Deployment(Optional.<Address>empty(), Optional.empty(), Optional.empty());
      ProblemException problem =
          catchThrowableOfType(
              ProblemException.class, () -> ChainState.of(new ChainNode(url), nothing));
      assertThat(problem.problem()).isEqualTo(AttributionProblem.NODE_REFUSED);
      assertThat(problem.detail()).contains("did not answer eth_chainId as it should: " + why);
    } finally {
      server.stop(0);
    }
  }
}
