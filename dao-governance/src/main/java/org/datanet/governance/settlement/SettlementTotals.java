package org.datanet.governance.settlement;

import org.datanet.kernel.TokenAmount;

/// Sums of the settlement contract since ever, in base units.
///
/// @param paidIn deposited and not withdrawn again
/// @param credited to accounts by posted epochs
/// @param claimed of the credited
/// @param protocol fees of posted epochs
/// @param held in escrow and not spent
public record SettlementTotals(
    TokenAmount paidIn,
    TokenAmount credited,
    TokenAmount claimed,
    TokenAmount protocol,
    TokenAmount held) {

  /// True when paid in = credited + protocol + held, to the wei.
  public boolean conserved() {
    return paidIn.equals(credited.plus(protocol).plus(held));
  }
}
