package org.datanet.attribution.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.attribution.receipt.AuditReport;
import org.datanet.attribution.receipt.AuditReport.Finding;
import org.datanet.attribution.receipt.AuditReport.Result;
import org.datanet.attribution.receipt.SettlementReport;
import org.datanet.attribution.receipt.Verification;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.attribution.receipt.Verification.Outcome;
import org.datanet.kernel.Hash;

/// Prints results, as readable JSON or as tables for people.
final class Output {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PrintWriter out;

  Output(PrintWriter out) {
    this.out = out;
  }

  void json(Object value) {
    try {
      out.println(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    out.flush();
  }

  void sheet(VerifyCommand.Result result) {
    if (!result.epoch().isEmpty()) {
      checks("epoch", new Verification(result.epoch()));
    }
    for (VerifyCommand.FileResult file : result.receipts()) {
      if (result.receipts().size() == 1) {
        checks(file.file(), new Verification(file.checks()));
      } else {
        row(file.valid() ? "fits" : "differs", file.file(), new Verification(file.checks()));
      }
    }
    if (result.receipts().size() > 1) {
      skipped(result.receipts().stream().flatMap(file -> file.checks().stream()));
    }
    long fit = result.receipts().stream().filter(VerifyCommand.FileResult::valid).count();
    out.printf("%d of %d receipts fit%n", fit, result.receipts().size());
    out.flush();
  }

  void sheet(AuditReport report) {
    checks("epoch " + report.epoch(), new Verification(report.epochChecks()));
    out.printf(
        "%d of %d receipts drawn by block %s%n",
        report.findings().size(), report.receipts(), report.block());
    for (Finding finding : report.findings()) {
      row(word(finding.result()), finding.receiptHash().hex(), new Verification(finding.checks()));
    }
    skipped(report.findings().stream().flatMap(finding -> finding.checks().stream()));
    out.printf(
        "%d fit, %d differ, %d are missing%n",
        count(report, Result.FITS), count(report, Result.DIFFERS), count(report, Result.MISSING));
    out.println("report " + Hash.sha256(report.canonicalJson()));
    out.flush();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static long count(AuditReport report, Result result) {
    return report.findings().stream().filter(finding -> finding.result() == result).count();
  }

  void sheet(SettlementReport report) {
    out.printf("%d receipts, %d billable%n", report.receipts(), report.billable());
    out.printf(
        "fees %s = credited %s + protocol %s OPEN%n",
        report.fees().toOpen(), report.credited().toOpen(), report.protocol().toOpen());
    for (SettlementReport.Credit credit : report.credits()) {
      out.printf("  %s %26s OPEN%n", credit.account(), credit.cumulative().toOpen());
    }
    out.println("credits root  " + report.creditsRoot());
    out.println("receipts root " + report.receiptsRoot());
    report.faults().forEach(fault -> out.println("FAULT: " + fault));
    out.flush();
  }

  /// One line with how many checks ended how, and a line for each that failed.
  private void row(String result, String name, Verification verification) {
    Map<Outcome, Long> counts =
        verification.checks().stream()
            .collect(Collectors.groupingBy(Check::outcome, TreeMap::new, Collectors.counting()));
    String tally =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + word(entry.getKey()))
            .collect(Collectors.joining(", "));
    out.printf("%-8s %s  %s%n", result, name, tally);
    verification.failures().forEach(this::detail);
  }

  /// What was skipped for want of evidence, each reason once.
  private void skipped(Stream<Check> checks) {
    checks.filter(check -> check.outcome() == Outcome.SKIPPED).distinct().forEach(this::detail);
  }

  private void detail(Check check) {
    out.printf("  %-8s %s: %s%n", word(check.outcome()), check.name(), check.detail());
  }

  /// A heading and a line for each check; what passed without a word shares one line.
  private void checks(String title, Verification verification) {
    out.println(title + (verification.valid() ? ": fits" : ": DOES NOT FIT"));
    Set<String> silent = new LinkedHashSet<>();
    verification.checks().forEach(check -> silent.add(check.name()));
    verification.checks().stream()
        .filter(check -> !check.detail().isEmpty())
        .forEach(check -> silent.remove(check.name()));
    if (!silent.isEmpty()) {
      out.println("  passed   " + String.join(", ", silent));
    }
    verification.checks().stream().filter(check -> !check.detail().isEmpty()).forEach(this::detail);
  }
}
