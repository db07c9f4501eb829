package org.datanet.governance.rest;

import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;

/// A user's account as the API shows it; all amounts in base units.
///
/// @param address where earnings go: the linked wallet, else the kept account
/// @param payer the kept account, which pays for calls
record AccountView(
    Address address,
    Address payer,
    boolean walletLinked,
    TokenAmount nativeBalance,
    TokenAmount openBalance,
    EscrowView escrow,
    TokenAmount claimable,
    TokenAmount claimed) {

  /// @param spent all calls since ever, settled on the L2 or not
  /// @param held for calls under way
  /// @param available for new calls
  record EscrowView(
      TokenAmount deposited, TokenAmount spent, TokenAmount held, TokenAmount available) {}
}
