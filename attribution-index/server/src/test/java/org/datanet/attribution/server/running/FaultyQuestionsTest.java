package org.datanet.attribution.server.running;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.attribution.Samples;
import org.datanet.attribution.query.SpanFolders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FaultyQuestionsTest {

  @BeforeEach
  void publish() {
    ServerUnderTest.clear();
    SpanFolders.write(ServerUnderTest.DATA.resolve("books"), Samples.literature(), Set.of(), 2);
  }

  @Test
  void faultyQuestionsAre400AndNameTheField() {
    assertFault("words", Map.of("words", Collections.nCopies(20_001, "a")), "words");
    assertFault("words", Map.of(), "words");
    assertFault("words", Map.of("words", Collections.singletonList(null)), "words");
    assertFault("words", Map.of("words", "all"), "words");
    assertFault("words", Map.of("words", List.of(), "digest", "0x12"), "digest");
    assertFault("words", Map.of("words", List.of(), "more", 1), "more");
    assertFault("words", "{\"words\":[", "body");
    assertFault("words", "null", "body");
    assertFault("words", "[1]", "body");
    assertFault("attributions", Map.of(), "answer");
    assertFault("attributions", Map.of("answer", "a ".repeat(20_001)), "answer");
    assertFault(
        "attributions",
        Map.of("answer", "a", "parameters", Map.of("minWords", 4)),
        "parameters.minMillibits");
  }

  @Test
  void faultyPartsAre400AndNameTheField() {
    Map<String, Integer> limits = Map.of("maxSources", 1, "maxContributors", 1);
    for (Map<String, Integer> part :
        List.of(
            Map.of("from", -1, "to", 1), Map.of("from", 1, "to", 1), Map.of("from", 0, "to", 3))) {
      assertFault("sources", sources(List.of(part), limits), "parts");
      Map<String, Object> dated = Map.of("words", part, "acceptedAt", Samples.START.toString());
      assertFault(
          "earlier-parts",
          Map.of("words", List.of("a", "b"), "parts", List.of(dated), "minWords", 4),
          "parts");
    }
    Object many = Collections.nCopies(10_001, Map.of("from", 0, "to", 1));
    assertFault("sources", sources(many, limits), "parts");
    assertFault("sources", sources(List.of(Map.of("from", 0)), limits), "parts.[0].to");
    assertFault(
        "sources", sources(List.of(), Map.of("maxSources", 0, "maxContributors", 1)), "limits");
    assertFault(
        "earlier-parts", Map.of("words", List.of(), "parts", List.of(), "minWords", 0), "minWords");
  }

  private static Map<String, Object> sources(Object parts, Map<String, Integer> limits) {
    return Map.of("words", List.of("a", "b"), "parts", parts, "limits", limits);
  }

  private static void assertFault(String path, Object body, String field) {
    ServerUnderTest.caller()
        .body(body)
        .post("/indexes/books/" + path)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("https://datanet.example/problems/index-request-invalid"))
        .body("errors.field", hasItem(field))
        .body("detail", startsWith(field));
  }
}
