package org.datanet.governance.settlement;

import org.datanet.kernel.TokenAmount;
import org.datanet.kernel.UserId;

/// Port: what the metering ledger knows about a user before it reaches the L2.
public interface SpendingLedger {

  /// The user's calls and earnings so far, in base units.
  ///
  /// @param charged all calls since ever, settled on the L2 or not
  /// @param held for calls under way
  /// @param claimable earned, final on the L2 and not claimed
  record Position(TokenAmount charged, TokenAmount held, TokenAmount claimable) {}

  Position of(UserId user);
}
