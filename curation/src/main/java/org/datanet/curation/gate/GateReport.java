package org.datanet.curation.gate;

import java.util.List;
import org.datanet.kernel.Hash;
import org.jspecify.annotations.Nullable;

/// What the gate found.
///
/// @param contentHash SHA-256 of the bytes as uploaded
/// @param sizeBytes size as uploaded
/// @param detectedType one of [GateRules#acceptedTypes], or another name such as `zip`; null when
///   the check ended before
/// @param language ISO 639-1 code; null when it cannot be told (tables, few words)
/// @param records empty unless the file may be stored
/// @param sanitised the file's bytes without the removed things; null when nothing was removed or
///   only the records are to be kept (PDF)
/// @param steps which checks were made
public record GateReport(
    Verdict verdict,
    Hash contentHash,
    long sizeBytes,
    @Nullable String detectedType,
    @Nullable String language,
    List<Finding> findings,
    List<CutRecord> records,
    byte @Nullable [] sanitised,
    List<CheckStep> steps) {

  public GateReport {
    findings = List.copyOf(findings);
    records = List.copyOf(records);
    steps = List.copyOf(steps);
  }

  public boolean accepted() {
    return !(verdict instanceof Verdict.Rejected);
  }
}
