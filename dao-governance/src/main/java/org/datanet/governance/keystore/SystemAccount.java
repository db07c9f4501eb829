package org.datanet.governance.keystore;

import java.util.Locale;

/// Accounts of the platform itself.
public enum SystemAccount {
  /// Deploys contracts, registers, grants, posts epochs and relays claims.
  OPERATOR,
  /// Signs receipts.
  ATTESTOR,
  /// Receives the protocol's fee.
  PROTOCOL,
  /// Receives the stakers' part until staking distributes it.
  STAKERS;

  KeyOwner owner() {
    return new KeyOwner("system:" + name().toLowerCase(Locale.ROOT));
  }
}
