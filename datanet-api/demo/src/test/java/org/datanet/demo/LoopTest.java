package org.datanet.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole loop on real documents: who contributes, who has impact, who is paid.
@OnRunningPlatform
class LoopTest {

  private static Story story;
  private static Story.Outcome outcome;
  private static Books.Result books;

  @BeforeAll
  static void tellTheStory() {
    story = Stage.story("loop");
    outcome = story.tell();
    books = new Books(story).check();
  }

  @Test // R9, R35, R63, R72, R91
  void whatWasPaidIsWhatAStrangerComputesFromTheReceipts() {
    assertThat(books.faults()).isEmpty();
  }

  @Test // R31, R91
  void thePlagiaristHasNoRecordsAndEarnsNothing() {
    Books.Line line = line(Cast.PLAGIARIST);
    assertThat(line.records()).isZero();
    assertThat(line.claimed()).isEqualTo(TokenAmount.ZERO);
  }

  @Test // R19, R31, R63
  void contributorsWithImpactArePaidAndOthersAreNot() {
    assertThat(books.lines()).anyMatch(line -> !line.claimed().isZero());
    assertThat(books.lines().stream().filter(line -> line.calls() == 0))
        .allMatch(line -> line.claimed().isZero());
  }

  @Test // R63, R71
  void whatEverybodyClaimedIsWhatTheContractPaidOut() {
    BigInteger byContributors =
        books.lines().stream()
            .map(line -> line.claimed().baseUnits())
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger byBuilder = number(story.as("max").get("/api/earnings").path("claimed"));
    BigInteger claimed = number(books.totals().path("claimed"));
    assertThat(byContributors.add(byBuilder)).isEqualTo(claimed);
    assertThat(claimed).isLessThanOrEqualTo(number(books.totals().path("credited")));
  }

  @Test // R66, R71
  void everyChargedCallHasAReceiptAndCostsAtMostWhatWasHeld() {
    assertThat(outcome.receipts()).isNotEmpty();
    for (JsonNode call : story.as("holly").get("/api/calls")) {
      boolean charged = call.path("state").asText().equals("CHARGED");
      assertThat(call.path("billable").asBoolean()).as(call.toString()).isEqualTo(charged);
      assertThat(call.path("receiptHash").isTextual()).as(call.toString()).isEqualTo(charged);
      assertThat(number(call.path("fee"))).isLessThanOrEqualTo(number(call.path("held")));
    }
  }

  @Test // R62, R67
  void aCallerWithoutADepositIsToldWhatToDo() {
    Map<String, String> request =
        Map.of("model", outcome.models().getFirst(), "prompt", "Background:");
    Api.Answer answer = story.as("olga").call("POST", "/v1/completions", request, Map.of());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(402);
    assertThat(answer.body().path("error").path("message").asText())
        .contains("POST /api/escrow/deposits");
    assertThat(number(story.as("olga").get("/api/account").path("escrow").path("held"))).isZero();
  }

  @Test // R20, R22
  void queryingADatanetWithoutALicenceIsRefusedAndLogged() {
    String datanet = story.data().createDatanet("Unlicensed", "test", "clinical");
    Api.Answer answer =
        story.money().complete(outcome.models().getFirst(), "Background:", datanet, Map.of());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    assertThat(answer.body().path("error").path("message").asText()).isNotBlank();
    assertThat(denials(datanet)).hasSize(1);
    assertThat(denials(datanet).getFirst().path("rule").asText()).isNotBlank();
  }

  private static List<JsonNode> denials(String datanet) {
    return Api.stream(story.as("olga").get("/api/audit?decision=DENY&limit=1000").path("entries"))
        .filter(entry -> entry.toString().contains(datanet))
        .toList();
  }

  private static BigInteger number(JsonNode baseUnits) {
    return new BigInteger(baseUnits.asText());
  }

  private static Books.Line line(String user) {
    return books.lines().stream()
        .filter(line -> line.contributor().equals(user))
        .findFirst()
        .orElseThrow();
  }
}
