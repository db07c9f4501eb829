package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/// When the parts of one streamed answer arrived, in milliseconds since the request was sent.
///
/// @param first the first piece of text
/// @param text the last piece of text
/// @param done the end of the stream: receipt and cost came before it
/// @param engineFirst what the engine itself needed to the first token, waiting included
/// @param engine what the engine itself needed for the whole answer
/// @param tokens of the answer
record CallTimes(
    double first, double text, double done, double engineFirst, double engine, int tokens) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// Sends one request of `/v1/completions` and reads its stream to the end.
  static CallTimes of(URI server, String token, Map<String, Object> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/completions"))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Api.JSON.writeValueAsString(body)))
            .build();
    long start = System.nanoTime();
    HttpResponse<Stream<String>> response = HTTP.send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(response.statusCode() + " " + lines.toList());
      }
      return read(lines.iterator(), start);
    }
  }

  private static CallTimes read(Iterator<String> lines, long start) throws IOException {
    double first = 0;
    double text = 0;
    JsonNode last = Api.JSON.createObjectNode();
    while (lines.hasNext()) {
      String line = lines.next();
      double now = (System.nanoTime() - start) / 1e6;
      if (line.startsWith("data: {")) {
        last = Api.JSON.readTree(line.substring("data: ".length()));
        boolean piece = !last.at("/choices/0/text").asText().isEmpty();
        first = piece && first == 0 ? now : first;
        text = piece ? now : text;
      }
    }
    return ended(first, text, (System.nanoTime() - start) / 1e6, last);
  }

  private static CallTimes ended(double first, double text, double done, JsonNode last)
      throws IOException {
    JsonNode timing = last.at("/datanet/timing");
    if (timing.isMissingNode()) {
      throw new IOException("the answer ended with " + last);
    }
    double engineFirst = timing.path("queueMs").asDouble() + timing.path("prefillMs").asDouble();
    return new CallTimes(
        first,
        text,
        done,
        engineFirst,
        engineFirst + timing.path("decodeMs").asDouble(),
        last.at("/usage/completion_tokens").asInt());
  }
}
