package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datanet.kernel.TokenAmount;
import org.jspecify.annotations.Nullable;

/// Deposits, paid calls, settlement, claims and the proof of an audit entry.
final class MoneyChapter {

  private final Cast cast;
  private final Steps steps;
  private final List<String> receipts = new ArrayList<>();

  MoneyChapter(Cast cast, Steps steps) {
    this.cast = cast;
    this.steps = steps;
  }

  /// The receipts of the calls so far, as their files are.
  List<String> receipts() {
    return List.copyOf(receipts);
  }

  String callWithoutFunds(List<String> models) {
    if (!escrow("available").isZero()) {
      steps.note("holly has a deposit from an earlier run; nothing to show");
      return "";
    }
    Api.Answer answer = complete(models.getFirst(), "Hello", null, Map.of());
    if (answer.status() != 402) {
      throw new IllegalStateException("expected 402, got " + answer.status() + " " + answer.body());
    }
    String message = answer.body().path("error").path("message").asText();
    steps.note("402: " + message);
    return message;
  }

  private TokenAmount escrow(String field) {
    return TokenAmount.of(cast.as("holly").get("/api/account").path("escrow").path(field).asText());
  }

  String deposit() {
    TokenAmount wanted = TokenAmount.ofOpen("100");
    cast.as("holly")
        .await(
            "/api/account",
            a -> TokenAmount.of(a.path("nativeBalance").asText()).compareTo(wanted) > 0);
    TokenAmount before = escrow("deposited");
    cast.as("holly").post("/api/escrow/deposits", Map.of("amount", wanted.toString()));
    cast.as("holly")
        .await(
            "/api/account",
            a ->
                TokenAmount.of(a.path("escrow").path("deposited").asText())
                        .compareTo(before.plus(wanted))
                    >= 0);
    return wanted.toOpen();
  }

  int chat(String clinic, List<String> models) {
    Prompts prompts = new Prompts();
    int calls = 0;
    for (String prompt : prompts.clinical()) {
      calls += charged(complete(models.get(0), prompt, null, Map.of()));
    }
    for (String prompt : prompts.literary()) {
      calls += charged(complete(models.get(1), prompt, null, Map.of()));
    }
    calls += charged(complete(models.get(0), prompts.clinical().getFirst(), clinic, Map.of()));
    Map<String, String> key = Map.of("Idempotency-Key", "demo-" + Instant.now().toEpochMilli());
    Api.Answer first = complete(models.get(0), prompts.clinical().getLast(), null, key);
    calls += charged(first);
    Api.Answer again = complete(models.get(0), prompts.clinical().getLast(), null, key);
    if (!again.body().equals(first.body())) {
      throw new IllegalStateException("a retry with the same key gave another answer: " + again);
    }
    steps.note(calls + " calls charged; a retry with the same key gave the same answer, uncharged");
    return calls;
  }

  Api.Answer complete(
      String model, String prompt, @Nullable String retrieveFrom, Map<String, String> headers) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", model);
    body.put("prompt", prompt);
    body.put("max_tokens", 96);
    body.put("temperature", 0);
    if (retrieveFrom != null) {
      body.put("datanet", Map.of("retrieval", Map.of("datanetId", retrieveFrom, "passages", 2)));
    }
    return cast.as("holly").call("POST", "/v1/completions", body, headers);
  }

  private int charged(Api.Answer answer) {
    JsonNode body = answer.ok();
    JsonNode datanet = body.path("datanet");
    if (!datanet.path("billable").asBoolean()) {
      steps.note("not billable: " + datanet.path("reason").asText());
      return 0;
    }
    String call = datanet.path("callId").asText();
    receipts.add(cast.as("holly").text("/api/receipts/" + call));
    steps.note(
        "“%s” %d spans, %d sources, %.0f %% attributed, fee %s OPEN"
            .formatted(
                shortened(body.path("choices").path(0).path("text").asText()),
                datanet.path("spans").size(),
                datanet.path("shares").size(),
                100 - datanet.path("unattributedPpm").asInt() / 10_000.0,
                TokenAmount.of(datanet.path("fee").asText()).toOpen()));
    return 1;
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 56 ? line : line.substring(0, 55) + "…";
  }

  String closeEpoch() {
    int number = cast.as("olga").post("/api/epochs", Map.of()).path("number").asInt();
    cast.as("olga")
        .await(
            "/api/epochs",
            epochs ->
                Api.stream(epochs)
                    .anyMatch(e ->
                        e.path("number").asInt() == number
                            && !e.path("state").asText().matches("BUILDING|POSTING")));
    JsonNode epoch =
        Api.stream(cast.as("olga").get("/api/epochs"))
            .filter(e -> e.path("number").asInt() == number)
            .findFirst()
            .orElseThrow();
    Api.require(epoch, "POSTED");
    steps.note(
        "epoch "
            + number
            + ": "
            + epoch.path("calls").asInt()
            + " receipts, transaction "
            + epoch.path("txHash").asText());
    return epoch.path("creditsRoot").asText();
  }

  int claim() {
    int claims = 0;
    List<String> claimants = new ArrayList<>();
    for (String user : Stream.concat(Cast.CONTRIBUTORS.stream(), Stream.of("max")).toList()) {
      if (!TokenAmount.of(cast.as(user).get("/api/earnings").path("claimable").asText()).isZero()) {
        cast.as(user).post("/api/claims", Map.of());
        claimants.add(user);
        claims++;
      }
    }
    for (String user : claimants) {
      cast.as(user)
          .await("/api/earnings", e -> TokenAmount.of(e.path("claimable").asText()).isZero());
    }
    return claims;
  }

  long audit() {
    JsonNode page = cast.as("olga").get("/api/audit?decision=DENY&limit=1");
    JsonNode entry = page.path("entries").path(0);
    long index = entry.path("index").asLong();
    JsonNode proof = cast.as("olga").get("/api/audit/" + index + "/proof");
    if (!AuditProof.holds(proof)) {
      throw new IllegalStateException("the inclusion proof does not hold: " + proof);
    }
    steps.note(
        "entry %d of %d (%s %s: %s) is in the log with root %s"
            .formatted(
                index,
                proof.path("size").asLong(),
                entry.path("action").asText(),
                entry.path("rule").asText(),
                entry.path("decision").asText(),
                proof.path("rootHash").asText()));
    return index;
  }
}
