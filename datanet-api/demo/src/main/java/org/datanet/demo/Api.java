package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The public API as one signed-in user sees it. Thread-safe.
final class Api {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration STANDSTILL = Duration.ofSeconds(90);
  private static final long TOKEN_NANOS = Duration.ofMinutes(4).toNanos();

  private final Platform platform;
  private final String user;
  private String token = "";
  private long tokenFrom;

  /// An answer of the API.
  record Answer(int status, JsonNode body) {

    /// @throws IllegalStateException unless the call succeeded
    JsonNode ok() {
      if (status >= 300) {
        throw new IllegalStateException("the API answered " + status + ": " + body);
      }
      return body;
    }
  }

  Api(Platform platform, String user) {
    this.platform = platform;
    this.user = user;
  }

  String user() {
    return user;
  }

  JsonNode get(String path) {
    return call("GET", path, null, Map.of()).ok();
  }

  JsonNode post(String path, Object body) {
    return call("POST", path, body, Map.of()).ok();
  }

  Answer call(String method, String path, @Nullable Object body, Map<String, String> headers) {
    HttpResponse<String> response = send(method, path, body, headers);
    return new Answer(response.statusCode(), parse(response.body()));
  }

  /// The body of a GET, byte for byte as text.
  String text(String path) {
    return send("GET", path, null, Map.of()).body();
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable Object body, Map<String, String> headers) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(platform.url().resolve(path))
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + token())
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(JSON.writeValueAsString(body)));
      headers.forEach(request::header);
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits until the object at the path satisfies the condition, as long as it keeps changing: what
  /// moves may take its time, what stands still for a minute and a half has failed.
  ///
  /// @throws IllegalStateException when it stands still; the message shows the last state
  JsonNode await(String path, Predicate<JsonNode> condition) {
    return await(path, STANDSTILL, condition);
  }

  /// The same, with the longest standstill named.
  JsonNode await(String path, Duration standstill, Predicate<JsonNode> condition) {
    long changed = System.nanoTime();
    JsonNode last = get(path);
    while (!condition.test(last)) {
      sleep(POLL);
      JsonNode next = get(path);
      if (!next.equals(last)) {
        changed = System.nanoTime();
      } else if (System.nanoTime() - changed > standstill.toNanos()) {
        throw new IllegalStateException(
            "%s has not changed for %d s, it is still %s"
                .formatted(path, standstill.toSeconds(), last));
      }
      last = next;
    }
    return last;
  }

  /// Holds once the state is none of these.
  static Predicate<JsonNode> settled(String... running) {
    return node -> !List.of(running).contains(node.path("state").asText());
  }

  /// @throws IllegalStateException unless the state is this one
  static void require(JsonNode node, String state) {
    if (!node.path("state").asText().equals(state)) {
      throw new IllegalStateException("expected " + state + ": " + node);
    }
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// PUTs bytes to a presigned address; the ETag of the stored part.
  static String put(URI address, byte[] bytes) {
    try {
      HttpResponse<Void> response =
          HTTP.send(
              HttpRequest.newBuilder(address)
                  .timeout(TIMEOUT)
                  .PUT(BodyPublishers.ofByteArray(bytes))
                  .build(),
              BodyHandlers.discarding());
      return response
          .headers()
          .firstValue("ETag")
          .orElseThrow(
              () -> new IllegalStateException("the part was refused: " + response.statusCode()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A valid access token. The demo's users have their name as password, on the local net only.
  synchronized String token() throws IOException, InterruptedException {
    if (token.isEmpty() || System.nanoTime() - tokenFrom > TOKEN_NANOS) {
      String form =
          Map.of(
                  "grant_type",
                  "password",
                  "client_id",
                  "datanet-portal",
                  "username",
                  user,
                  "password",
                  user)
              .entrySet()
              .stream()
              .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(
                      URI.create(platform.issuer() + "/protocol/openid-connect/token"))
                  .timeout(TIMEOUT)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(user + " cannot sign in: " + response.body());
      }
      token = JSON.readTree(response.body()).get("access_token").asText();
      tokenFrom = System.nanoTime();
    }
    return token;
  }

  private static JsonNode parse(String body) {
    try {
      return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + body, e);
    }
  }
}
