package org.datanet.app.metering;

import java.time.Instant;
import java.util.UUID;
import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// The wish to be paid out what an account has earned by the end of an epoch.
///
/// @param cumulative earned since ever; the contract pays what it has not paid before
public record Claim(
    UUID id,
    UserId userId,
    Address account,
    int epoch,
    TokenAmount cumulative,
    State state,
    @Nullable String txHash,
    @Nullable String failure,
    Instant createdAt) {

  /// Where a claim stands.
  public enum State {
    CLAIMING,
    CLAIMED,
    FAILED
  }
}
