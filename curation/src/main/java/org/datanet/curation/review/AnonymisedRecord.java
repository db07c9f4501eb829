package org.datanet.curation.review;

import java.util.List;
import org.datanet.kernel.RecordId;

/// A record as a curator may see it.
///
/// @param kind `paragraph`, `row`, `line` or `element`
/// @param text after anonymisation
public record AnonymisedRecord(
    RecordId id, int ordinal, String kind, String text, List<ReviewFinding> findings) {

  public AnonymisedRecord {
    findings = List.copyOf(findings);
  }
}
