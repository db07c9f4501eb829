package org.datanet.curation.review;

import java.time.Instant;
import java.util.List;
import org.datanet.kernel.Address;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.UserId;

/// A curator's signed decision.
///
/// @param canonicalJson what was signed (RFC 8785): contributionId, datanetId, reviewerId,
///   decision, reasons, decidedAt
/// @param signature over the SHA-256 of `canonicalJson`
public record Decision(
    ContributionId contribution,
    DatanetId datanet,
    UserId contributor,
    UserId reviewer,
    DecisionKind kind,
    List<String> reasons,
    Instant decidedAt,
    String canonicalJson,
    String signature,
    Address signer) {

  public Decision {
    reasons = List.copyOf(reasons);
  }
}
