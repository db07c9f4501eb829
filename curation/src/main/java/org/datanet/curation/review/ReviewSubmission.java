package org.datanet.curation.review;

import java.util.List;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// An anonymised contribution that waits for a curator.
///
/// @param fileName shown to the curator; null hides it
/// @param language ISO 639-1; null when unknown
/// @param findings what gate, duplicate search and anonymisation found; never personal data
/// @param similarTo contributions it resembles
public record ReviewSubmission(
    ContributionId contribution,
    DatanetId datanet,
    UserId contributor,
    @Nullable String fileName,
    @Nullable String language,
    int recordCount,
    List<ReviewFinding> findings,
    List<ContributionId> similarTo) {

  public ReviewSubmission {
    findings = List.copyOf(findings);
    similarTo = List.copyOf(similarTo);
  }
}
