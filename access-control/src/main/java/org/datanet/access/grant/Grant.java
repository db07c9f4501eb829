package org.datanet.access.grant;

import java.time.Instant;
import org.datanet.access.terms.Purpose;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.GrantId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// A licence asked for or given: one person, one Datanet, one purpose. `reason` explains a denial,
/// a revocation or a failed registration; `txHash` is the L2 transaction that registered it.
public record Grant(
    GrantId id,
    DatanetId datanetId,
    UserId licenseeId,
    String licenseeName,
    Purpose purpose,
    String justification,
    Hash termsHash,
    GrantState state,
    @Nullable Instant expiresAt,
    @Nullable String txHash,
    @Nullable String reason,
    Instant requestedAt,
    @Nullable Instant decidedAt) {

  /// Whether it licenses the purpose at the time.
  public boolean isActive(Instant now) {
    return state == GrantState.GRANTED && expiresAt != null && now.isBefore(expiresAt);
  }

  /// The grant as it stands at the time: GRANTED turns EXPIRED.
  Grant at(Instant now) {
    return state == GrantState.GRANTED && !isActive(now) ? in(GrantState.EXPIRED) : this;
  }

  private Grant in(GrantState other) {
    return new Grant(
        id,
        datanetId,
        licenseeId,
        licenseeName,
        purpose,
        justification,
        termsHash,
        other,
        expiresAt,
        txHash,
        reason,
        requestedAt,
        decidedAt);
  }
}
