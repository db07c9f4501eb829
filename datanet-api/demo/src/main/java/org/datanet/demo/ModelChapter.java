package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Dataset versions, licences, training and publishing.
final class ModelChapter {

  /// Passes over the letters and over the chapters: enough to say sentences back, short enough to
  /// wait. A base that has read much learns them sooner, and each of its steps takes longer.
  private static final List<Integer> PASSES = List.of(3, 8);

  private static final List<Integer> PASSES_OF_A_LARGE_BASE = List.of(1, 3);
  private static final long LARGE_BASE = 50_000_000;

  /// A step, or a part of the measurements at the end, on a large base and a busy machine.
  private static final Duration TRAINING_STANDSTILL = Duration.ofMinutes(5);

  private final Cast cast;
  private final Steps steps;

  ModelChapter(Cast cast, Steps steps) {
    this.cast = cast;
    this.steps = steps;
  }

  String version(String datanet) {
    String id =
        cast.as("carla")
            .post("/api/datanets/" + datanet + "/versions", Map.of("note", "first version"))
            .path("id")
            .asText();
    JsonNode done =
        cast.as("carla")
            .await("/api/versions/" + id, Api.settled("BUILDING", "INDEXING", "REGISTERING"));
    Api.require(done, "REGISTERED");
    steps.note(
        done.path("recordCount").asInt() + " records, root " + done.path("merkleRoot").asText());
    return id;
  }

  String trainWithoutLicence(List<String> versions) {
    Api.Answer answer =
        cast.as("max")
            .call(
                "POST",
                "/api/training-runs",
                Map.of("name", "too early", "datasetVersionIds", versions),
                Map.of());
    if (answer.status() != 403) {
      throw new IllegalStateException("expected 403, got " + answer);
    }
    String detail = answer.body().path("detail").asText();
    steps.note("403: " + detail);
    return detail;
  }

  int licence(String... datanets) {
    for (String datanet : datanets) {
      for (String purpose : List.of("train", "query")) {
        String id =
            cast.as("max")
                .post(
                    "/api/datanets/" + datanet + "/access-requests",
                    Map.of("purpose", purpose, "justification", "demo adapter"))
                .path("id")
                .asText();
        cast.as("carla")
            .post(
                "/api/access-requests/" + id + "/grant",
                Map.of("expiresAt", Instant.now().plus(30, ChronoUnit.DAYS).toString()));
      }
    }
    for (String datanet : datanets) {
      cast.as("max")
          .await(
              "/api/access-requests?datanetId=" + datanet,
              all -> Api.stream(all).allMatch(g -> g.path("state").asText().equals("GRANTED")));
    }
    return datanets.length * 2;
  }

  List<String> train(List<String> names, List<String> versions) {
    boolean large = cast.as("max").get("/api/base-model").path("parameters").asLong() > LARGE_BASE;
    List<Integer> passes = large ? PASSES_OF_A_LARGE_BASE : PASSES;
    return IntStream.range(0, names.size())
        .mapToObj(i -> publish(names.get(i), train(names.get(i), versions.get(i), passes.get(i))))
        .toList();
  }

  private String train(String name, String version, int passes) {
    String run =
        cast.as("max")
            .post(
                "/api/training-runs",
                Map.of("name", name, "datasetVersionIds", List.of(version), "epochs", passes))
            .path("id")
            .asText();
    Predicate<JsonNode> ended = Api.settled("QUEUED", "RUNNING");
    JsonNode done =
        cast.as("max")
            .await(
                "/api/training-runs/" + run,
                TRAINING_STANDSTILL,
                now -> {
                  steps.progress(name, now.path("step").asInt(), now.path("steps").asInt());
                  return ended.test(now);
                });
    Api.require(done, "DONE");
    steps.note(
        "%s: %d steps, loss %.2f → %.2f"
            .formatted(
                name,
                done.path("steps").asInt(),
                done.path("lossCurve").path(0).path("loss").asDouble(),
                done.path("loss").asDouble()));
    return run;
  }

  String publish(String name, String run) {
    String id =
        cast.as("max")
            .post("/api/adapters", Map.of("trainingRunId", run, "name", name))
            .path("id")
            .asText();
    JsonNode done = cast.as("max").await("/api/adapters/" + id, Api.settled("REGISTERING"));
    Api.require(done, "REGISTERED");
    return done.path("modelId").asText();
  }
}
