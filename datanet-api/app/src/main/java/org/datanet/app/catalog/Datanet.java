package org.datanet.app.catalog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatanetId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.UserId;
import org.jspecify.annotations.Nullable;

/// A Datanet as its users see it.
///
/// @param treasury account that receives what no record is credited with
public record Datanet(
    DatanetId id,
    UserId stewardId,
    @JsonUnwrapped DatanetRules rules,
    Hash rulesHash,
    Address treasury,
    State state,
    @Nullable String txHash,
    @Nullable String failure,
    Instant createdAt) {

  /// Nothing can happen to a Datanet before its registration on the L2 is confirmed.
  public enum State {
    REGISTERING,
    REGISTERED,
    FROZEN,
    FAILED
  }
}
