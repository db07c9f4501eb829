package org.datanet.inference.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// HTTP to a server that speaks OpenAI's API. Thread-safe.
final class RemoteServer implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// HTTP/1.1: servers on uvicorn, such as vLLM, lose the body of a request that offers HTTP/2.
  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private final URI base;
  private final RemoteConfig config;

  RemoteServer(URI base, RemoteConfig config) {
    this.base = base;
    this.config = config;
  }

  /// Sends a small request and reads the whole reply.
  HttpResponse<String> post(String path, JsonNode body) throws IOException {
    return send(request(path, body, config.loadTimeout()), HttpResponse.BodyHandlers.ofString());
  }

  /// Sends a request whose reply comes piece by piece; the caller closes it.
  ///
  /// @param patience until the reply begins
  HttpResponse<InputStream> stream(String path, JsonNode body, Duration patience)
      throws IOException {
    return send(request(path, body, patience), HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest request(String path, JsonNode body, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    config.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request.build();
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return http.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the engine");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
