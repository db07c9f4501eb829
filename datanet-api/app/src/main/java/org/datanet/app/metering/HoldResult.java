package org.datanet.app.metering;

import java.util.Optional;
import org.datanet.kernel.CallId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;

/// What became of the wish to hold money for a call.
sealed interface HoldResult {

  /// The maximum is held; the call may run.
  record Held() implements HoldResult {}

  /// The caller has used this idempotency key before.
  ///
  /// @param response what was answered; empty while that call still runs
  record Seen(CallId earlier, Hash requestHash, Optional<String> response) implements HoldResult {}

  /// The escrow holds less than the call may cost.
  record Insufficient(TokenAmount available) implements HoldResult {}
}
