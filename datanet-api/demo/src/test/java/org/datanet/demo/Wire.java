package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The API on the wire, for requests a well-behaved client would not send: any text as body,
/// answers as they come.
final class Wire {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final Platform platform;
  private final @Nullable Api user;

  /// @param user whose token is sent; null: nobody's
  Wire(Platform platform, @Nullable Api user) {
    this.platform = platform;
    this.user = user;
  }

  /// An answer as it came.
  record Reply(int status, String type, String body) {

    /// @throws IllegalStateException when the body is no JSON
    JsonNode json() {
      try {
        return Api.JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException("not JSON: " + this, e);
      }
    }

    /// The last word of the problem's type, e.g. `not-found`, or the code of OpenAI's error; empty
    /// when the answer is neither.
    String problem() {
      if (!type.startsWith("application/problem+json")) {
        return type.startsWith("application/json")
            ? json().path("error").path("code").asText().replace('_', '-')
            : "";
      }
      String uri = json().path("type").asText();
      return uri.substring(uri.lastIndexOf('/') + 1);
    }
  }

  Reply get(String path) {
    return send("GET", path, null);
  }

  Reply post(String path, String body) {
    return send("POST", path, body);
  }

  /// The status line of the answer to a POST that only announces a body of so many bytes: who
  /// refuses it closes the connection, which a client in the middle of sending would not see as an
  /// answer.
  String announced(String path, long bytes) throws IOException, InterruptedException {
    URI url = platform.url();
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, url.getAuthority(), user == null ? "" : user.token(), bytes);
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  Reply send(String method, String path, @Nullable String body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(platform.url().resolve(path))
              .timeout(Duration.ofSeconds(60))
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      if (user != null) {
        request.header("Authorization", "Bearer " + user.token());
      }
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return new Reply(answer.statusCode(), type, answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
