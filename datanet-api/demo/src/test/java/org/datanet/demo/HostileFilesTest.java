package org.datanet.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.datanet.demo.Documents.Document;
import org.datanet.demo.HostileFiles.Hostile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every hostile file, uploaded as a contributor does.
@OnRunningPlatform
@TestMethodOrder(OrderAnnotation.class)
class HostileFilesTest {

  /// The longest a contributor waits for a verdict.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Set<String> AT_REST = Set.of("IN_REVIEW", "REJECTED");
  private static Story story;
  private static String datanet = "";

  @BeforeAll
  static void createDatanet() {
    story = Stage.story("hostile-files");
    datanet = story.data().createDatanet("Hostile files", "test", "clinical");
  }

  static Stream<Hostile> files() {
    return HostileFiles.files();
  }

  static List<String> names() {
    return HostileFiles.names();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  @Order(1) // R16, R12
  void getsItsVerdictAndSaysWhatToDo(Hostile file) {
    Api farid = story.as("farid");
    Document document = new Document("h", file.name(), file.content());
    String id = Uploads.one(datanet, new Uploads.Given(farid, document));
    JsonNode done =
        farid.await(
            "/api/contributions/" + id, LIMIT, c -> AT_REST.contains(c.path("state").asText()));
    JsonNode verdict = done.path("verdict");
    assertThat(verdict.path("verdict").asText()).as(done.toString()).isEqualTo(file.verdict());
    assertThat(verdict.path("code").asText()).as(done.toString()).isEqualTo(file.code());
    assertThat(verdict.path("message").asText()).contains(file.name());
    assertThat(done.path("state").asText())
        .isEqualTo(file.verdict().equals("reject") ? "REJECTED" : "IN_REVIEW");
    if (file.verdict().equals("sanitise")) {
      assertThat(verdict.path("findings"))
          .anyMatch(f -> f.path("code").asText().equals(file.code()));
    }
  }

  @ParameterizedTest(name = "name {index}")
  @MethodSource("names")
  @Order(2) // R16
  void refusesATrickyNameBeforeAnythingIsUploaded(String name) throws Exception {
    Api farid = story.as("farid");
    String body =
        Api.JSON
            .createObjectNode()
            .put("fileName", name)
            .put("sizeBytes", 17)
            .put("consentHash", Uploads.term(farid, "consent"))
            .put("licenceHash", Uploads.term(farid, "licence"))
            .toString();
    Wire.Reply reply =
        new Wire(Platform.fromSystemProperties(), farid)
            .post("/api/datanets/" + datanet + "/contributions", body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.problem()).isEqualTo("bad-name");
    assertThat(reply.json().path("errors").path(0).path("field").asText()).isEqualTo("fileName");
    assertThat(reply.json().path("detail").asText()).contains("rename");
  }

  @Test
  @Order(3) // R16
  void nothingHalfDoneRemainsAndTheServiceIsUp() {
    JsonNode mine = story.as("farid").get("/api/contributions?datanetId=" + datanet);
    assertThat(mine).hasSize((int) HostileFiles.files().count());
    assertThat(mine).allMatch(c -> AT_REST.contains(c.path("state").asText()));
    assertThat(story.as("farid").get("/q/health").path("status").asText()).isEqualTo("UP");
  }

  @Test
  @Order(4) // R16, R24
  void whatIsCleanedReachesTheCuratorCleaned() {
    for (JsonNode item : story.as("cyrus").get("/api/reviews?datanetId=" + datanet)) {
      String id = item.path("contributionId").asText();
      String records = story.as("cyrus").get("/api/contributions/" + id + "/records").toString();
      assertThat(records)
          .doesNotContain("<script")
          .doesNotContain("javascript:")
          .doesNotContain("\\u202e")
          .doesNotContain("\u202e")
          .doesNotContain("\\u001b");
    }
  }
}
