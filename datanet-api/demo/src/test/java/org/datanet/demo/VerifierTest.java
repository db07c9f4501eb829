package org.datanet.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An outsider audits what the loop has settled, with the small jar, the officer's receipts,
/// licensed indexes and a node of the L2.
@OnRunningPlatform
class VerifierTest {

  private static final Platform PLATFORM = Platform.fromSystemProperties();
  private static final Api OFFICER = new Api(PLATFORM, "olga");
  private static final String RPC = Objects.requireNonNull(System.getProperty("datanet.rpc", ""));

  private static final List<String> EVIDENCE = new ArrayList<>();
  private static final List<Path> RECEIPTS = new ArrayList<>();
  private static Path folder = Path.of("");
  private static JsonNode epoch = Api.JSON.createObjectNode();

  @BeforeAll
  static void collect() throws IOException {
    folder = Files.createDirectories(PLATFORM.home().resolve("verifier-test"));
    Files.createDirectories(folder.resolve("answers"));
    Files.createDirectories(folder.resolve("receipts"));
    int number =
        Api.stream(OFFICER.get("/api/epochs"))
            .filter(e -> e.path("state").asText().equals("POSTED"))
            .mapToInt(e -> e.path("number").asInt())
            .max()
            .orElseThrow();
    epoch = publicly("/api/epochs/" + number, "epoch.json");
    Set<String> datasets = new TreeSet<>();
    for (JsonNode call : OFFICER.get("/api/calls")) {
      if (call.path("epoch").asInt(-1) == number) {
        datasets.addAll(collect(call.path("id").asText()));
      }
    }
    datasets.forEach(VerifierTest::index);
    EVIDENCE.add("--epoch=" + folder.resolve("epoch.json"));
    EVIDENCE.add("--answer=" + folder.resolve("answers"));
    EVIDENCE.add("--signer=" + epoch.path("attestor").asText());
    EVIDENCE.addAll(chain());
  }

  /// What everybody may read, kept as a file.
  private static JsonNode publicly(String path, String file) throws IOException {
    Wire.Reply reply = new Wire(PLATFORM, null).get(path);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    Files.writeString(folder.resolve(file), reply.body());
    return reply.json();
  }

  /// The receipt and the answer of a call; the dataset versions it names.
  private static Set<String> collect(String call) throws IOException {
    Path file = folder.resolve("receipts").resolve(call + ".json");
    Files.writeString(file, OFFICER.text("/api/receipts/" + call));
    Files.writeString(
        folder.resolve("answers").resolve(call + ".txt"),
        OFFICER.text("/api/receipts/" + call + "/answer"));
    RECEIPTS.add(file);
    Set<String> datasets = new TreeSet<>();
    Api.JSON
        .readTree(file.toFile())
        .path("receipt")
        .path("datasets")
        .forEach(dataset -> datasets.add(dataset.path("id").asText()));
    return datasets;
  }

  /// The licensed snapshot: here from the disk of the platform itself.
  private static void index(String version) {
    Path index = PLATFORM.home().resolve("app/data/versions/" + version + "/attribution");
    EVIDENCE.add("--index=" + version + "=" + index);
  }

  private static List<String> chain() {
    JsonNode contracts =
        new Wire(PLATFORM, null).get("/api/chain/contracts").json().path("contracts");
    List<String> options = new ArrayList<>(List.of("--rpc=" + RPC));
    for (String name : List.of("Settlement", "AdapterRegistry", "DatanetRegistry")) {
      options.add("--contract=" + name + "=" + contracts.path(name).asText());
    }
    return options;
  }

  /// A block after the claims that followed the epoch.
  private static String latestBlock() throws IOException, InterruptedException {
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[\"latest\",false]}";
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(RPC))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(request))
                    .build(),
                BodyHandlers.ofString())
            .body();
    return Api.JSON.readTree(answer).path("result").path("hash").asText();
  }

  private static String receipts() {
    return folder.resolve("receipts").toString();
  }

  @Test // R4, R9, R35, R36, R42
  void everyReceiptOfTheEpochFitsItsSharesAndTheChain() throws IOException {
    SmallJar.Ended ended = SmallJar.verify(EVIDENCE, "--json", receipts());
    assertThat(ended.status()).as(ended.text()).isZero();
    JsonNode result = Api.JSON.readTree(ended.text());
    assertThat(result.path("receipts")).hasSize(epoch.path("receipts").size());
    for (JsonNode receipt : result.path("receipts")) {
      for (JsonNode check : receipt.path("checks")) {
        assertThat(check.path("outcome").asText()).as(check.toString()).isEqualTo("PASSED");
      }
    }
    assertThat(result.path("epoch").findValuesAsText("name")).contains("posting-cost");
  }

  @Test // R42, R43
  void aSampleDrawnByABlockIsAuditedAndGivesTheSameReportAgain() throws Exception {
    String block = latestBlock();
    Path report = folder.resolve("audit.json");
    SmallJar.Ended ended =
        SmallJar.verify(
            EVIDENCE, "--sample=4", "--block=" + block, "--report=" + report, receipts());
    assertThat(ended.status()).as(ended.text()).isZero();
    assertThat(ended.text()).contains("4 fit, 0 differ, 0 are missing");
    byte[] first = Files.readAllBytes(report);
    assertThat(Api.JSON.readTree(first).path("findings")).hasSize(4);
    SmallJar.verify(EVIDENCE, "--sample=4", "--block=" + block, "--report=" + report, receipts());
    assertThat(Files.readAllBytes(report)).isEqualTo(first);
  }

  @Test // R43
  void aReceiptForgedAfterwardsIsFoundByTheAudit() throws Exception {
    Path forged = Files.createDirectories(folder.resolve("forged"));
    for (Path receipt : RECEIPTS) {
      String text = Files.readString(receipt).replaceFirst("\"modelId\":\"", "\"modelId\":\"x");
      Files.writeString(forged.resolve(receipt.getFileName()), text);
    }
    SmallJar.Ended ended =
        SmallJar.verify(EVIDENCE, "--sample=2", "--block=" + latestBlock(), forged.toString());
    assertThat(ended.status()).as(ended.text()).isEqualTo(1);
    assertThat(ended.text()).contains("0 fit, 2 differ, 0 are missing", "failed   receipt-hash");
  }

  @Test // R9
  void thePathOfOneReceiptIsPublicAndLeadsToTheRootOnTheChain() throws IOException {
    JsonNode receipt = Api.JSON.readTree(RECEIPTS.getFirst().toFile());
    publicly(
        "/api/epochs/%d/receipts/%s"
            .formatted(epoch.path("number").asInt(), receipt.path("receiptHash").asText()),
        "path.json");
    List<String> evidence = new ArrayList<>(chain());
    evidence.add("--epoch=" + folder.resolve("path.json"));
    SmallJar.Ended ended = SmallJar.verify(evidence, RECEIPTS.getFirst().toString());
    assertThat(ended.status()).as(ended.text()).isZero();
    assertThat(ended.text()).contains("posted-receipts", "merkle-path");
    SmallJar.Ended other = SmallJar.verify(evidence, RECEIPTS.getLast().toString());
    assertThat(other.status()).as(other.text()).isEqualTo(1);
    assertThat(other.text()).contains("failed   merkle-path");
  }

  @Test
  void aContractWithoutCodeIsNamed() {
    SmallJar.Ended ended =
        SmallJar.verify(
            List.of("--rpc=" + RPC, "--contract=Settlement=0x" + "9".repeat(40)),
            RECEIPTS.getFirst().toString());
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.text()).contains("There is no contract at 0x9999");
  }
}
