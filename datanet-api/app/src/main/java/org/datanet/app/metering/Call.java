package org.datanet.app.metering;

import java.time.Instant;
import java.util.Optional;
import org.datanet.inference.Route;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Address;
import org.datanet.kernel.CallId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;

/// One inference call and its money.
///
/// @param route how it was answered
/// @param held what was held at admission
/// @param fee what was charged; zero unless CHARGED
/// @param reason why it was not billed; empty when it was
/// @param epoch the epoch that settles it, once closed
public record Call(
    CallId id,
    UserId callerId,
    Address payer,
    String modelId,
    Route route,
    AdapterId adapterId,
    Instant at,
    State state,
    boolean billable,
    String reason,
    TokenAmount held,
    TokenAmount fee,
    Optional<Hash> receiptHash,
    Optional<Integer> epoch) {

  /// A call is held, then either charged or released; never both.
  public enum State {
    HELD,
    CHARGED,
    RELEASED
  }
}
