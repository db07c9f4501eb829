package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The API on the wire, for requests a well-behaved client would not send: any text as body,
/// answers as they come.
final class Wire {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /// Characters from which on the server is asked first: one that refuses closes the connection at
  /// once.
  private static final int LONG = 1_000_000;

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

    /// The last word of the problem's type, e.g. `not-found`; empty when the answer is no problem
    /// document.
    String problem() {
      if (!type.startsWith("application/problem+json")) {
        return "";
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

  Reply send(String method, String path, @Nullable String body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(platform.url().resolve(path))
              .timeout(Duration.ofSeconds(60))
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (body != null) {
        request.header("Content-Type", "application/json");
        request.expectContinue(body.length() > LONG);
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
