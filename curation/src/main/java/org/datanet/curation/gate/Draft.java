package org.datanet.curation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// A report in the making; used by one thread.
final class Draft {

  private static final Set<String> SANITISING =
      Set.of("formula-injection", "control-characters", "active-content", "metadata");

  final List<Finding> findings = new ArrayList<>();
  private final List<CheckStep> steps = new ArrayList<>();
  private final String fileName;
  private final Hash contentHash;
  private final long sizeBytes;
  @Nullable String type;
  @Nullable String language;
  byte @Nullable [] sanitised;
  List<CutRecord> records = List.of();

  Draft(String fileName, Hash contentHash, long sizeBytes) {
    this.fileName = fileName;
    this.contentHash = contentHash;
    this.sizeBytes = sizeBytes;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  void passed(String step) {
    steps.add(new CheckStep(step, "passed"));
  }

  GateReport accepted() {
    Optional<Finding> removed =
        findings.stream().filter(finding -> SANITISING.contains(finding.code())).findFirst();
    long count =
        findings.stream()
            .filter(f -> removed.isPresent() && f.code().equals(removed.get().code()))
            .count();
    Verdict verdict =
        removed.isEmpty()
            ? new Verdict.Accepted("ok", shown(null, "the file may enter"))
            : new Verdict.Sanitised(
                removed.get().code(),
                shown(
                    removed.get().place(),
                    removed.get().message() + (count > 1 ? " (" + count + " places)" : "")));
    if (removed.isPresent()) {
      steps.replaceAll(s -> s.name().equals("content") ? new CheckStep("content", "sanitised") : s);
    }
    return report(verdict, records);
  }

  GateReport refused(String step, Refusal refusal) {
    steps.add(new CheckStep(step, "failed"));
    findings.add(new Finding(refusal.code(), refusal.message(), refusal.place(), null));
    sanitised = null;
    return report(
        new Verdict.Rejected(refusal.code(), shown(refusal.place(), refusal.message())), List.of());
  }

  private GateReport report(Verdict verdict, List<CutRecord> kept) {
    return new GateReport(
        verdict, contentHash, sizeBytes, type, language, findings, kept, sanitised, steps);
  }

  private String shown(@Nullable String place, String message) {
    return FileName.shown(fileName) + (place == null ? "" : ", " + place) + ": " + message + ".";
  }
}
