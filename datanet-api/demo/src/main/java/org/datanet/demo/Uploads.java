package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.datanet.demo.Documents.Document;

/// Uploads files as a contributor does: terms, presigned parts, completion, and the wait for the
/// verdict.
final class Uploads {

  private static final Set<String> AT_REST =
      Set.of("IN_REVIEW", "ACCEPTED", "REJECTED", "SENT_BACK", "FAILED");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int AT_ONCE = 4;

  private Uploads() {}

  /// One file of one user.
  record Given(Api by, Document document) {}

  /// Uploads all, a few at a time; the contributions at rest, in the order given.
  static List<JsonNode> all(String datanet, List<Given> files) {
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<String>> started =
          files.stream().map(file -> pool.submit(() -> one(datanet, file))).toList();
      return IntStream.range(0, files.size())
          .mapToObj(i ->
              files
                  .get(i)
                  .by()
                  .await(
                      "/api/contributions/" + result(started.get(i)),
                      PATIENCE,
                      c -> AT_REST.contains(c.path("state").asText())))
          .toList();
    }
  }

  private static String result(Future<String> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Uploads one file and completes it; the id of the contribution, whose pipeline has begun.
  static String one(String datanet, Given given) {
    Document file = given.document();
    JsonNode opened =
        given
            .by()
            .post(
                "/api/datanets/" + datanet + "/contributions",
                Map.of(
                    "fileName",
                    file.folder() + "-" + file.name(),
                    "sizeBytes",
                    file.content().length,
                    "consentHash",
                    term(given.by(), "consent"),
                    "licenceHash",
                    term(given.by(), "licence")));
    String id = opened.path("contribution").path("id").asText();
    int partBytes = opened.path("partBytes").asInt();
    ArrayNode parts = Api.JSON.createArrayNode();
    for (JsonNode part : opened.path("parts")) {
      int from = (part.path("number").asInt() - 1) * partBytes;
      byte[] bytes =
          Arrays.copyOfRange(
              file.content(), from, Math.min(from + partBytes, file.content().length));
      parts
          .addObject()
          .put("number", part.path("number").asInt())
          .put("etag", Api.put(URI.create(part.path("url").asText()), bytes));
    }
    given.by().post("/api/contributions/" + id + "/complete", Map.of("parts", parts));
    return id;
  }

  /// Hash of the first text of its kind, which is the English one.
  static String term(Api by, String kind) {
    for (JsonNode term : by.get("/api/terms")) {
      if (term.path("kind").asText().equals(kind)) {
        return term.path("hash").asText();
      }
    }
    throw new IllegalStateException("no " + kind + " is offered");
  }
}
