package org.datanet.governance.settlement;

import org.datanet.kernel.TokenAmount;

/// A payer's escrow on the L2, in base units; spent and withdrawn are sums since ever.
public record EscrowAccount(TokenAmount deposited, TokenAmount spent, TokenAmount withdrawn) {

  public TokenAmount available() {
    return deposited.minus(spent).minus(withdrawn);
  }
}
