package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.datanet.attribution.receipt.Evidence;
import org.datanet.attribution.receipt.Receipt;
import org.datanet.attribution.receipt.ReceiptVerifier;
import org.datanet.attribution.receipt.SettlementChecker;
import org.datanet.attribution.receipt.SettlementReport;
import org.datanet.attribution.receipt.SignedReceipt;
import org.datanet.attribution.receipt.Verification;
import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;

/// The books, checked from outside: what every account may claim is computed from the receipts
/// alone and compared with what the L2 has paid.
final class Books {

  private final Story story;

  /// A line of the table.
  record Line(
      String contributor,
      long records,
      long calls,
      int sharePpm,
      TokenAmount credited,
      TokenAmount claimed) {}

  /// @param faults what does not fit; empty when the loop is closed
  record Result(List<Line> lines, JsonNode totals, List<String> faults) {}

  Books(Story story) {
    this.story = story;
  }

  Result check() {
    List<String> faults = new ArrayList<>();
    List<Receipt> receipts = receipts(faults);
    SettlementReport report = SettlementChecker.check(List.of(), receipts);
    faults.addAll(report.faults());
    Map<Address, TokenAmount> credits =
        report.credits().stream()
            .collect(
                Collectors.toMap(
                    SettlementReport.Credit::account, SettlementReport.Credit::cumulative));
    List<Line> lines = new ArrayList<>();
    for (String user : Cast.CONTRIBUTORS) {
      lines.add(line(user, credits, receipts, faults));
    }
    compareWithChain(credits, report, faults);
    JsonNode totals = story.as("olga").get("/api/settlement");
    if (!totals.path("ok").asBoolean()) {
      faults.add("paid in is not credited + protocol + held: " + totals);
    }
    return new Result(lines, totals, faults);
  }

  /// All receipts of settled calls, as the officer can read them; each is verified.
  private List<Receipt> receipts(List<String> faults) {
    List<Receipt> receipts = new ArrayList<>();
    for (JsonNode call : story.as("olga").get("/api/calls")) {
      if (call.path("epoch").isNumber()) {
        String file = story.as("olga").text("/api/receipts/" + call.path("id").asText());
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        Verification verification = ReceiptVerifier.verify(bytes, Evidence.NONE);
        if (!verification.valid()) {
          faults.add("receipt of call " + call.path("id").asText() + ": " + verification);
        }
        receipts.add(read(bytes));
      }
    }
    return receipts;
  }

  private static Receipt read(byte[] bytes) {
    try {
      return SignedReceipt.read(bytes).receipt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Line line(
      String user, Map<Address, TokenAmount> credits, List<Receipt> receipts, List<String> faults) {
    JsonNode earnings = story.as(user).get("/api/earnings");
    Address account = Address.of(earnings.path("account").asText());
    TokenAmount computed = credits.getOrDefault(account, TokenAmount.ZERO);
    TokenAmount claimed = TokenAmount.of(earnings.path("claimed").asText());
    if (!computed.equals(claimed)) {
      faults.add(user + " was paid " + claimed + " on chain, the receipts say " + computed);
    }
    TokenAmount balance =
        TokenAmount.of(story.as(user).get("/api/account").path("openBalance").asText());
    if (!balance.equals(claimed)) {
      faults.add(user + " holds " + balance + " wrapped OPEN on chain, claimed were " + claimed);
    }
    return new Line(
        user,
        records(user),
        receipts.stream().filter(r -> ppm(r, account) > 0).count(),
        averagePpm(receipts, account),
        computed,
        claimed);
  }

  private long records(String user) {
    return Api.stream(story.as(user).get("/api/contributions"))
        .filter(c -> c.path("state").asText().equals("ACCEPTED"))
        .mapToLong(c -> c.path("recordCount").asLong())
        .sum();
  }

  private static int averagePpm(List<Receipt> receipts, Address account) {
    return (int) Math.round(receipts.stream().mapToInt(r -> ppm(r, account)).average().orElse(0));
  }

  private static int ppm(Receipt receipt, Address account) {
    return receipt.attribution().shares().stream()
        .filter(share -> share.contributor().equals(account))
        .mapToInt(share -> share.ppm())
        .sum();
  }

  private void compareWithChain(
      Map<Address, TokenAmount> credits, SettlementReport report, List<String> faults) {
    Optional<JsonNode> last =
        Api.stream(story.as("olga").get("/api/epochs"))
            .filter(epoch -> epoch.path("state").asText().equals("POSTED"))
            .findFirst();
    String posted = last.map(epoch -> epoch.path("creditsRoot").asText()).orElse("");
    if (!credits.isEmpty() && !report.creditsRoot().hex().equals(posted)) {
      faults.add(
          "the posted credits root is " + posted + ", the receipts give " + report.creditsRoot());
    }
  }

  static void print(Result result, PrintStream out) {
    out.printf(
        "%n  %-12s %8s %6s %9s %22s %22s%n",
        "contributor", "records", "calls", "share", "OPEN credited", "OPEN claimed on chain");
    for (Line line : result.lines()) {
      out.printf(
          "  %-12s %8d %6d %8.2f%% %22s %22s%n",
          line.contributor(),
          line.records(),
          line.calls(),
          line.sharePpm() / 10_000.0,
          line.credited().toOpen(),
          line.claimed().toOpen());
    }
    Map<String, String> totals = new LinkedHashMap<>();
    for (String part : List.of("paidIn", "credited", "protocol", "held")) {
      totals.put(part, TokenAmount.of(result.totals().path(part).asText()).toOpen());
    }
    out.printf(
        "%n  paid in %s = credited %s + protocol %s + held %s OPEN%n",
        totals.get("paidIn"), totals.get("credited"), totals.get("protocol"), totals.get("held"));
  }
}
