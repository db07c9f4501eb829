package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.datanet.demo.Documents.Document;
import org.datanet.kernel.TokenAmount;

/// Datanets, contributions and their review.
final class DataChapter {

  private final Cast cast;
  private final Steps steps;

  DataChapter(Cast cast, Steps steps) {
    this.cast = cast;
    this.steps = steps;
  }

  String createDatanet(String name, String domain, String preset) {
    Map<String, Object> rules = new LinkedHashMap<>();
    rules.put("name", name);
    rules.put("domain", domain);
    rules.put("description", "Made by the demo.");
    rules.put(
        "acceptedTypes",
        List.of("text", "markdown", "pdf", "docx", "html", "csv", "json", "jsonl", "eml"));
    rules.put("languages", List.of("en", "es"));
    rules.put("maxFileBytes", 5_000_000);
    rules.put("contributorWhitelist", List.of());
    rules.put("region", "ANY");
    rules.put("privacyPreset", preset);
    rules.put("pricePerThousandTokens", TokenAmount.ofOpen("2").toString());
    rules.put(
        "split",
        Map.of(
            "modelPpm", 200_000, "dataPpm", 650_000, "stakersPpm", 100_000, "protocolPpm", 50_000));
    String id = cast.as("carla").post("/api/datanets", rules).path("id").asText();
    JsonNode done = cast.as("carla").await("/api/datanets/" + id, Api.settled("REGISTERING"));
    Api.require(done, "REGISTERED");
    return id;
  }

  int uploadLetters(String datanet) {
    List<Document> letters = Documents.of("medical");
    List<String> folders = letters.stream().map(Document::folder).distinct().toList();
    List<Uploads.Given> given =
        letters.stream()
            .map(letter ->
                new Uploads.Given(
                    cast.as(Cast.CONTRIBUTORS.get(folders.indexOf(letter.folder()) % 7)), letter))
            .toList();
    List<JsonNode> states = Uploads.all(datanet, given);
    steps.note(tally(states));
    return states.size();
  }

  int uploadChapters(String datanet) {
    Map<String, String> writers =
        Map.of("contributor-a", "ana", "contributor-b", "bruno", "contributor-c", Cast.PLAGIARIST);
    List<Uploads.Given> own = new ArrayList<>();
    List<Uploads.Given> copied = new ArrayList<>();
    for (Document chapter : Documents.of("literature")) {
      boolean taken = chapter.name().startsWith("taken-");
      String writer = writers.getOrDefault(chapter.folder(), "chloe");
      String by = writer.equals(Cast.PLAGIARIST) && !taken ? "chloe" : writer;
      (taken ? copied : own).add(new Uploads.Given(cast.as(by), chapter));
    }
    steps.note("own chapters: " + tally(Uploads.all(datanet, own)));
    List<JsonNode> copies = Uploads.all(datanet, copied);
    steps.note("copied chapters: " + tally(copies));
    for (JsonNode copy : copies) {
      steps.note(
          copy.path("fileName").asText() + ": " + copy.path("verdict").path("message").asText());
    }
    return own.size() + copied.size();
  }

  private static String tally(List<JsonNode> contributions) {
    Map<String, Integer> counts = new TreeMap<>();
    contributions.forEach(c -> counts.merge(c.path("state").asText(), 1, Integer::sum));
    return counts.toString();
  }

  /// Accepts what is clean. Letters resemble each other because hospitals use forms; a chapter that
  /// resembles another contributor's is a reworded copy and is rejected.
  int review(String clinic, String classics) {
    List<String> letters = waiting(clinic).map(DataChapter::contribution).toList();
    List<String> copies =
        waiting(classics)
            .filter(DataChapter::resemblesAnother)
            .map(DataChapter::contribution)
            .toList();
    List<String> chapters =
        waiting(classics)
            .map(DataChapter::contribution)
            .filter(contribution -> !copies.contains(contribution))
            .toList();
    decide(letters, "ACCEPT", List.of());
    decide(chapters, "ACCEPT", List.of());
    decide(copies, "REJECT", List.of("a reworded copy of another contributor's chapter"));
    steps.note(
        "%d letters and %d chapters accepted, %d copy rejected"
            .formatted(letters.size(), chapters.size(), copies.size()));
    return letters.size() + chapters.size() + copies.size();
  }

  private Stream<JsonNode> waiting(String datanet) {
    return Api.stream(cast.as("cyrus").get("/api/reviews?datanetId=" + datanet));
  }

  private static String contribution(JsonNode review) {
    return review.path("contributionId").asText();
  }

  private static boolean resemblesAnother(JsonNode review) {
    return Api.stream(review.path("findings"))
        .anyMatch(f -> f.path("code").asText().equals("similar") && f.path("ordinal").isNull());
  }

  private void decide(List<String> contributions, String decision, List<String> reasons) {
    if (contributions.isEmpty()) {
      return;
    }
    JsonNode answers =
        cast.as("cyrus")
            .post(
                "/api/reviews/decisions",
                Map.of("contributionIds", contributions, "decision", decision, "reasons", reasons));
    Api.stream(answers)
        .filter(answer -> answer.path("decided").isNull())
        .findAny()
        .ifPresent(refused -> {
          throw new IllegalStateException("a decision was refused: " + refused);
        });
  }
}
