package org.datanet.app.contribution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.access.key.ContributorKeys;
import org.datanet.access.key.DerivedKeys;
import org.datanet.anonymization.AnonymisationPolicy;
import org.datanet.anonymization.AnonymisedDocument;
import org.datanet.anonymization.Anonymizer;
import org.datanet.anonymization.PrivacyReport;
import org.datanet.anonymization.SubjectKeys;
import org.datanet.app.catalog.DatanetRules;
import org.datanet.curation.duplicates.DuplicateVerdict;
import org.datanet.curation.duplicates.DuplicateVerdict.RecordMatch;
import org.datanet.curation.gate.CutRecord;
import org.datanet.curation.gate.GateReport;
import org.datanet.curation.review.ReviewFinding;
import org.datanet.curation.review.ReviewSubmission;
import org.datanet.curation.review.Reviews;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UuidV7;
import org.jspecify.annotations.Nullable;

/// The pipeline's last step: replaces personal data, stores the clean records and hands them to the
/// curators.
@ApplicationScoped
class Anonymisation {

  private final Anonymizer anonymizer = new Anonymizer();
  private final ContributionStore store;
  private final ContributorKeys keys;
  private final Reviews reviews;
  private final ObjectMapper json;
  private final UuidV7 ids;

  Anonymisation(
      ContributionStore store,
      ContributorKeys keys,
      Reviews reviews,
      ObjectMapper json,
      UuidV7 ids) {
    this.store = store;
    this.keys = keys;
    this.reviews = reviews;
    this.json = json;
    this.ids = ids;
  }

  void run(
      Contribution contribution, DatanetRules rules, GateReport report, DuplicateVerdict copies) {
    DerivedKeys derived = keys.derived(contribution.contributorId(), contribution.datanetId());
    AnonymisedDocument clean =
        anonymizer.anonymise(
            AnonymisationPolicy.preset(rules.privacyPreset()),
            new SubjectKeys(derived.pseudonymKey(), derived.dateShiftKey()),
            report.records().stream().map(CutRecord::text).toList());
    List<ReviewFinding> findings = findings(report, copies, clean.report());
    List<RecordEntity> rows = rows(contribution, report, copies, clean, findings);
    String verdict = verdictJson(report, copies);
    reviews.submit(submission(contribution, report, copies, findings));
    store.storeRecords(
        contribution.id(),
        rows,
        row -> {
          describe(row, report, verdict);
          row.privacyReport = write(privacy(clean.report()));
          row.recordCount = rows.size();
          row.state = Contribution.State.IN_REVIEW;
          row.progressDone = row.progressTotal;
          row.progressNote = "waiting for a curator";
        });
  }

  private List<RecordEntity> rows(
      Contribution contribution,
      GateReport report,
      DuplicateVerdict copies,
      AnonymisedDocument clean,
      List<ReviewFinding> findings) {
    Set<Integer> duplicates =
        copies.records().stream()
            .filter(match -> match.code().equals("duplicate"))
            .map(RecordMatch::ordinal)
            .collect(Collectors.toSet());
    List<RecordEntity> rows = new ArrayList<>();
    for (int i = 0; i < report.records().size(); i++) {
      CutRecord cut = report.records().get(i);
      RecordEntity row = new RecordEntity();
      row.id = ids.next();
      row.contributionId = contribution.id().value();
      row.datanetId = contribution.datanetId().value();
      row.ordinal = cut.ordinal();
      row.kind = cut.kind();
      row.text = clean.texts().get(i).output();
      row.contentHash = Hash.sha256(row.text).hex();
      row.state =
          duplicates.contains(cut.ordinal()) ? DataRecord.State.DUPLICATE : DataRecord.State.CLEAN;
      row.findings =
          write(
              findings.stream()
                  .filter(f -> f.ordinal() != null && f.ordinal() == cut.ordinal())
                  .toList());
      rows.add(row);
    }
    return rows;
  }

  private static List<ReviewFinding> findings(
      GateReport report, DuplicateVerdict copies, PrivacyReport privacy) {
    Stream<ReviewFinding> gate =
        report.findings().stream().map(f -> new ReviewFinding(f.code(), f.message(), f.ordinal()));
    Stream<ReviewFinding> similarFile =
        copies.outcome().equals("similar")
            ? Stream.of(new ReviewFinding("similar", copies.message(), null))
            : Stream.of();
    Stream<ReviewFinding> similarRecords =
        copies.records().stream()
            .map(match ->
                new ReviewFinding(
                    match.code(),
                    match.code().equals("duplicate")
                        ? "this record was contributed before and stays out of versions"
                        : "this record resembles one contributed before ("
                            + match.jaccardPpm() / 10_000
                            + " %)",
                    match.ordinal()));
    Stream<ReviewFinding> residual =
        privacy.residual().stream()
            .map(r ->
                new ReviewFinding(
                    "residual-personal-data",
                    "a second scan still finds " + r.type() + " at " + r.start() + "–" + r.end(),
                    report.records().get(r.text()).ordinal()));
    return Stream.of(gate, similarFile, similarRecords, residual).flatMap(s -> s).toList();
  }

  private static ReviewSubmission submission(
      Contribution contribution,
      GateReport report,
      DuplicateVerdict copies,
      List<ReviewFinding> findings) {
    return new ReviewSubmission(
        contribution.id(),
        contribution.datanetId(),
        contribution.contributorId(),
        contribution.fileName(),
        report.language(),
        report.records().size(),
        findings,
        copies.matches().stream().map(DuplicateVerdict.FileMatch::contribution).toList());
  }

  /// The verdict its contributor reads: the gate's, or that of the search for duplicates.
  String verdictJson(GateReport report, @Nullable DuplicateVerdict copies) {
    Map<String, Object> verdict = new LinkedHashMap<>();
    if (copies != null && copies.rejected()) {
      verdict.put("verdict", "reject");
      verdict.put("code", copies.outcome());
      verdict.put("message", copies.message());
    } else {
      verdict.put("verdict", report.verdict().verdict());
      verdict.put("code", report.verdict().code());
      verdict.put(
          "message",
          copies == null || copies.outcome().equals("unique")
              ? report.verdict().message()
              : copies.message());
    }
    verdict.put("findings", report.findings());
    verdict.put("steps", report.steps());
    verdict.put("similarTo", copies == null ? List.of() : copies.matches());
    return write(verdict);
  }

  static void describe(ContributionEntity row, GateReport report, String verdict) {
    row.verdict = verdict;
    row.contentHash = report.contentHash().hex();
    row.detectedType = report.detectedType();
    row.language = report.language();
  }

  private static Map<String, Object> privacy(PrivacyReport report) {
    Map<String, Object> privacy = new LinkedHashMap<>();
    privacy.put("policy", report.policy());
    privacy.put("found", report.found());
    privacy.put("replaced", report.replaced());
    privacy.put("residual", report.residual().size());
    return privacy;
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
