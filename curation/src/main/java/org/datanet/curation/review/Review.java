package org.datanet.curation.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// A review and, once decided, its last decision. The contributor is not part of its JSON: reviews
/// are blind.
public record Review(
    ContributionId contributionId,
    DatanetId datanetId,
    @JsonIgnore UserId contributor,
    @Nullable String fileName,
    @Nullable String language,
    int recordCount,
    List<ReviewFinding> findings,
    List<ContributionId> similarTo,
    Instant submittedAt,
    ReviewState state,
    @Nullable UserId reviewerId,
    List<String> reasons,
    @Nullable String signature,
    @Nullable Address signer,
    @Nullable Instant decidedAt) {

  public Review {
    findings = List.copyOf(findings);
    similarTo = List.copyOf(similarTo);
    reasons = List.copyOf(reasons);
  }
}
