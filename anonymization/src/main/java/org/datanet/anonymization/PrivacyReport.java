package org.datanet.anonymization;

import java.util.List;
import java.util.Map;

/// What anonymising a document found and did.
///
/// @param policy name and version, e.g. `clinical@1`
/// @param found pieces found, by type; types without any are absent
/// @param replaced pieces replaced
/// @param residual what a second scan of the output still found; empty when all is well
public record PrivacyReport(
    String policy, Map<EntityType, Integer> found, int replaced, List<Residual> residual) {

  /// Something found in the output of text number `text` (from 0); offsets in the output.
  public record Residual(int text, int start, int end, EntityType type, String detector) {}

  public PrivacyReport {
    found = Map.copyOf(found);
    residual = List.copyOf(residual);
  }

  public boolean isClean() {
    return residual.isEmpty();
  }
}
