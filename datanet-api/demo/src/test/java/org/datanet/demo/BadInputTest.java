package org.datanet.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests with mistakes: each gets the right status and a problem document that names the field
/// and says what to do.
@OnRunningPlatform
class BadInputTest {

  private static final String NOWHERE = "0199aaaa-0000-7000-8000-00000000dead";
  private static Story story;
  private static String datanet = "";

  @BeforeAll
  static void createDatanet() {
    story = Stage.story("bad-input");
    datanet = story.data().createDatanet("Bad input", "test", "clinical");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "ana,    GET,  /api/datanets/ID,                      ''",
    "ana,    GET,  /api/datanets/ID/versions,             ''",
    "ana,    GET,  /api/versions/ID,                      ''",
    "ana,    GET,  /api/versions/ID/events,               ''",
    "ana,    GET,  /api/contributions/ID,                 ''",
    "ana,    GET,  /api/contributions/ID/records,         ''",
    "ana,    GET,  /api/contributions/ID/events,          ''",
    "ana,    POST, /api/contributions/ID/complete,        '{\"parts\":[{\"number\":1,\"etag\":\"x\"}]}'",
    "carla,  GET,  /api/reviews/ID,                       ''",
    "carla,  POST, /api/reviews/ID/decision,              '{\"decision\":\"ACCEPT\",\"reasons\":[]}'",
    "carla,  POST, /api/datanets/ID/versions,             '{\"note\":\"x\"}'",
    "max,    POST, /api/datanets/ID/access-requests,      '{\"purpose\":\"train\",\"justification\":\"x\"}'",
    "max,    GET,  /api/access-requests/ID,               ''",
    "carla,  POST, /api/access-requests/ID/grant,         '{\"expiresAt\":\"2099-01-01T00:00:00Z\"}'",
    "carla,  POST, /api/access-requests/ID/deny,          '{\"reason\":\"x\"}'",
    "max,    GET,  /api/training-runs/ID,                 ''",
    "max,    GET,  /api/training-runs/ID/events,          ''",
    "max,    POST, /api/training-runs,                    '{\"name\":\"x\",\"datasetVersionIds\":[\"ID\"]}'",
    "max,    POST, /api/adapters,                         '{\"trainingRunId\":\"ID\",\"name\":\"some-name\"}'",
    "max,    GET,  /api/adapters/ID,                      ''",
    "olga,   POST, /api/adapters/ID/freeze,               '{\"reason\":\"x\"}'",
    "holly,  GET,  /api/calls/ID,                         ''",
    "holly,  GET,  /api/receipts/ID,                      ''",
    "holly,  GET,  /api/escrow/deposits/ID,               ''",
    "olga,   GET,  /api/audit/987654321/proof,            ''",
    "ana,    GET,  /api/datanets/not-a-uuid,              ''",
    "ana,    GET,  /api/no-such-path,                     ''"
  })
  void anUnknownIdIs404(String user, String method, String path, String body) {
    Wire.Reply reply =
        wire(user)
            .send(
                method,
                path.replace("ID", NOWHERE),
                body.isEmpty() ? null : body.replace("ID", NOWHERE));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(404);
    assertProblem(reply);
  }

  @ParameterizedTest(name = "{0} {1}: {3} in {2}")
  @CsvSource({
    "carla, /api/datanets,                '{',                                                       body",
    "carla, /api/datanets,                '[1,2]',                                                   body",
    "carla, /api/datanets,                '',                                                        ",
    "max,   /api/training-runs,           '{\"name\":\"x\",\"datasetVersionIds\":\"no list\"}',      datasetVersionIds",
    "max,   /api/training-runs,           '{\"name\":\"x\",\"datasetVersionIds\":[\"no-id\"]}',      datasetVersionIds",
    "max,   /api/training-runs,           '{\"name\":\"x\",\"datasetVersionIds\":[]}',               datasetVersionIds",
    "max,   /api/training-runs,           '{\"nome\":\"x\"}',                                        nome",
    "max,   /api/adapters,                '{\"trainingRunId\":\"x\",\"name\":\"y\"}',                trainingRunId",
    "holly, /api/escrow/deposits,         '{\"amount\":\"0\"}',                                      amount",
    "holly, /api/escrow/deposits,         '{\"amount\":\"-5\"}',                                     amount",
    "holly, /api/escrow/deposits,         '{\"amount\":\"1.5\"}',                                    amount",
    "holly, /api/escrow/deposits,         '{\"amount\":\"a lot\"}',                                  amount",
    "holly, /api/escrow/deposits,         '{}',                                                      amount",
    "holly, /api/escrow/deposits,         '{\"amount\":',                                            body",
    "holly, /api/account/wallet,          '{\"address\":\"0x12\"}',                                  address",
    "cyrus, /api/reviews/ID/decision,     '{\"decision\":\"MAYBE\"}',                                decision",
    "cyrus, /api/reviews/decisions,       '{\"contributionIds\":[],\"decision\":\"MAYBE\"}',         decision",
    "cyrus, /api/reviews/decisions,       '',                                                        ",
    "max,   /api/datanets/DATANET/access-requests, '{\"purpose\":\"steal\",\"justification\":\"x\"}', purpose",
    "max,   /api/datanets/DATANET/access-requests, '{\"purpose\":\"train\"}',                        justification",
    "max,   /api/datanets/DATANET/access-requests, '',                                               ",
    "ana,   /api/datanets/DATANET/contributions, '{\"fileName\":\"a.txt\",\"sizeBytes\":-1}',        sizeBytes",
    "ana,   /api/datanets/DATANET/contributions, '{\"fileName\":\"a.txt\",\"sizeBytes\":\"many\"}',  sizeBytes",
    "ana,   /api/datanets/DATANET/contributions, '{\"fileName\":\"a.txt\",\"sizeBytes\":5,\"consentHash\":\"0x12\"}', consentHash",
    "ana,   /api/datanets/DATANET/contributions, '{\"sizeBytes\":5}',                                fileName"
  })
  void aFaultyBodyIs400AndNamesTheField(String user, String path, String body, String field) {
    Wire.Reply reply =
        wire(user).post(path.replace("DATANET", datanet).replace("ID", NOWHERE), body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertProblem(reply);
    if (field != null) {
      assertThat(reply.json().path("errors"))
          .as(reply.toString())
          .anySatisfy(error -> {
            assertThat(error.path("field").asText()).startsWith(field);
            assertThat(error.path("message").asText()).isNotBlank();
          });
    }
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "name, '\"\"'",
    "domain, null",
    "acceptedTypes, '[\"exe\"]'",
    "acceptedTypes, '[]'",
    "languages, '[\"english\"]'",
    "maxFileBytes, 0",
    "maxFileBytes, -1",
    "maxFileBytes, 1e30",
    "region, '\"Spain\"'",
    "privacyPreset, '\"none-such\"'",
    "pricePerThousandTokens, '\"-1\"'",
    "pricePerThousandTokens, '\"0.5\"'",
    "pricePerThousandTokens, '{}'",
    "split, null",
    "split, '{\"modelPpm\":1000000,\"dataPpm\":1,\"stakersPpm\":0,\"protocolPpm\":0}'",
    "split, '{\"modelPpm\":-1,\"dataPpm\":1000001,\"stakersPpm\":0,\"protocolPpm\":0}'"
  })
  void aFaultyRuleOfADatanetIs400AndNamesTheField(String field, String value) throws Exception {
    ObjectNode rules = rules();
    rules.set(field, Api.JSON.readTree(value));
    Wire.Reply reply = wire("carla").post("/api/datanets", rules.toString());
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertProblem(reply);
    assertThat(reply.json().path("errors"))
        .as(reply.toString())
        .anyMatch(error -> error.path("field").asText().startsWith(field));
  }

  private static ObjectNode rules() {
    JsonNode all = story.as("carla").get("/api/datanets/" + datanet);
    ObjectNode rules = Api.JSON.createObjectNode();
    List.of(
            "name",
            "domain",
            "description",
            "acceptedTypes",
            "languages",
            "maxFileBytes",
            "region",
            "contributorWhitelist",
            "privacyPreset",
            "pricePerThousandTokens",
            "split")
        .forEach(field -> rules.set(field, all.path(field)));
    return rules;
  }

  @Test // R16
  void aFileAboveTheLimitIs413() {
    Wire.Reply reply = open("ana", 5_000_001);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
    assertProblem(reply);
    assertThat(reply.json().path("detail").asText()).contains("5000000");
  }

  @Test
  void aBodyAboveTheLimitIs413() throws Exception {
    assertThat(wire("carla").announced("/api/datanets", 9_000_000)).startsWith("HTTP/1.1 413 ");
  }

  @Test // R16
  void moreBytesThanAnnouncedAre413AndTheUploadFails() {
    JsonNode opened = open("ana", 3).json();
    JsonNode part = opened.path("parts").path(0);
    String etag = Api.put(URI.create(part.path("url").asText()), new byte[50]);
    String id = opened.path("contribution").path("id").asText();
    String body =
        Api.JSON
            .valueToTree(Map.of("parts", List.of(Map.of("number", 1, "etag", etag))))
            .toString();
    Wire.Reply reply = wire("ana").post("/api/contributions/" + id + "/complete", body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
    assertProblem(reply);
    assertThat(story.as("ana").get("/api/contributions/" + id).path("state").asText())
        .isEqualTo("FAILED");
  }

  @Test // R16
  void aMissingPartIs400AndTheUploadCanGoOn() {
    String id = open("ana", 3).json().path("contribution").path("id").asText();
    Wire.Reply reply =
        wire("ana")
            .post(
                "/api/contributions/" + id + "/complete",
                "{\"parts\":[{\"number\":1,\"etag\":\"nothing\"}]}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertProblem(reply);
    assertThat(story.as("ana").get("/api/contributions/" + id).path("state").asText())
        .isEqualTo("UPLOADING");
  }

  @Test // R22
  void anotherContributorsUploadIsRefused() {
    String id = open("ana", 3).json().path("contribution").path("id").asText();
    Wire.Reply reply =
        wire("bruno")
            .post(
                "/api/contributions/" + id + "/complete",
                "{\"parts\":[{\"number\":1,\"etag\":\"x\"}]}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
    assertProblem(reply);
    assertThat(wire("bruno").get("/api/contributions/" + id).status()).isIn(403, 404);
  }

  @Test
  void unknownTermsAre400() {
    Wire.Reply reply =
        wire("ana")
            .post(
                "/api/datanets/" + datanet + "/contributions",
                "{\"fileName\":\"a.txt\",\"sizeBytes\":3,\"consentHash\":\"0x%1$s\",\"licenceHash\":\"0x%1$s\"}"
                    .formatted("00".repeat(32)));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertProblem(reply);
  }

  @Test
  void aVersionWithoutRecordsIs409() {
    Wire.Reply reply =
        wire("carla").post("/api/datanets/" + datanet + "/versions", "{\"note\":\"empty\"}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(409);
    assertProblem(reply);
  }

  @Test
  void onlyTheStewardBuildsVersions() {
    Wire.Reply reply =
        wire("cyrus").post("/api/datanets/" + datanet + "/versions", "{\"note\":\"mine\"}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
    assertProblem(reply);
  }

  @Test
  void decidingAnAccessRequestTwiceIs409() {
    String request =
        wire("max")
            .post(
                "/api/datanets/" + datanet + "/access-requests",
                "{\"purpose\":\"query\",\"justification\":\"test\"}")
            .json()
            .path("id")
            .asText();
    String deny = "/api/access-requests/" + request + "/deny";
    assertThat(wire("carla").post(deny, "{\"reason\":\"no\"}").status()).isEqualTo(200);
    Wire.Reply reply = wire("carla").post(deny, "{\"reason\":\"no\"}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(409);
    assertProblem(reply);
  }

  @ParameterizedTest(name = "/v1/{0} {1}")
  @CsvSource({
    "completions,      '{',                                                    400",
    "completions,      '',                                                     400",
    "completions,      '{\"model\":\"none:1\",\"prompt\":\"x\"}',              404",
    "completions,      '{\"model\":\"none:1\"}',                               400",
    "completions,      '{\"model\":\"none:1\",\"prompt\":\"x\",\"max_tokens\":-1}', 400",
    "completions,      '{\"model\":\"none:1\",\"prompt\":\"x\",\"temperature\":-3}', 400",
    "completions,      '{\"model\":\"none:1\",\"prompt\":\"x\",\"max_tokens\":\"many\"}', 400",
    "chat/completions, '{\"model\":\"none:1\",\"messages\":[]}',               400",
    "chat/completions, '{\"model\":\"none:1\",\"messages\":\"hello\"}',        400"
  })
  void v1AnswersMistakesInTheShapeOfOpenAi(String path, String body, int status) {
    Wire.Reply reply = wire("holly").post("/v1/" + path, body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.json().path("error").path("message").asText()).isNotBlank();
    assertThat(reply.json().path("error").path("type").asText()).isNotBlank();
  }

  private static Wire wire(String user) {
    return new Wire(Platform.fromSystemProperties(), story.as(user));
  }

  private static Wire.Reply open(String user, long sizeBytes) {
    Api api = story.as(user);
    return wire(user)
        .post(
            "/api/datanets/" + datanet + "/contributions",
            Api.JSON
                .createObjectNode()
                .put("fileName", "letter.txt")
                .put("sizeBytes", sizeBytes)
                .put("consentHash", Uploads.term(api, "consent"))
                .put("licenceHash", Uploads.term(api, "licence"))
                .toString());
  }

  private static void assertProblem(Wire.Reply reply) {
    assertThat(reply.type()).as(reply.toString()).startsWith("application/problem+json");
    JsonNode problem = reply.json();
    assertThat(reply.problem()).isNotBlank();
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("status").asInt()).isEqualTo(reply.status());
    assertThat(problem.path("detail").asText()).isNotBlank();
  }
}
