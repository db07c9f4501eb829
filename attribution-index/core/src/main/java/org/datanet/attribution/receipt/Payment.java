package org.datanet.attribution.receipt;

import org.datanet.kernel.Address;
import org.datanet.kernel.TokenAmount;

/// One part of a fee and the account it goes to; more than zero.
public record Payment(Kind kind, Address account, TokenAmount amount) {

  /// Why the account is paid.
  public enum Kind {
    MODEL,
    CONTRIBUTOR,
    TREASURY,
    STAKERS,
    PROTOCOL
  }
}
