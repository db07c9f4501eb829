package org.datanet.access.terms;

import java.time.Instant;
import java.util.Set;
import org.datanet.kernel.ContributionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// Under which texts and for which purposes a contribution was given, by whom and when; and since
/// when no longer.
public record Consent(
    ContributionId contributionId,
    UserId contributorId,
    Hash consentHash,
    Hash licenceHash,
    Set<Purpose> purposes,
    Instant givenAt,
    @Nullable Instant withdrawnAt) {

  public Consent {
    purposes = Set.copyOf(purposes);
  }

  /// Whether use for the purpose is covered now.
  public boolean covers(Purpose purpose) {
    return withdrawnAt == null && purposes.contains(purpose);
  }
}
