package org.datanet.governance.chain;

import java.math.BigInteger;
import org.datanet.kernel.Address;

/// A message to an account or contract: native OPEN in base units, and ABI-encoded data as `0x…`
/// hex.
public record ContractCall(Address to, BigInteger value, String data) {

  public static ContractCall of(Address to, String data) {
    return new ContractCall(to, BigInteger.ZERO, data);
  }

  /// A plain transfer of native OPEN.
  public static ContractCall transfer(Address to, BigInteger value) {
    return new ContractCall(to, value, "0x");
  }
}
