package org.datanet.governance.settlement;

import java.util.List;
import org.datanet.governance.contract.Abi;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Bytes32;

/// Calls of `Settlement` with structs and arrays, encoded.
final class EpochCalls {

  private static final String POST =
      "postEpoch(uint256,(bytes32,bytes32,bytes32,uint256,uint256,uint64),(address,uint256,bytes)[])";

  private EpochCalls() {}

  /// Solidity's `Epoch`; the contract sets the last field itself.
  static final class Epoch extends StaticStruct {
    Epoch(EpochPosting epoch) {
      super(
          Abi.bytes32(epoch.creditsRoot()),
          Abi.bytes32(epoch.receiptsRoot()),
          Abi.bytes32(epoch.dataHash()),
          Abi.uint256(epoch.creditsTotal()),
          Abi.uint256(epoch.protocolFee()),
          Abi.uint64(0));
    }
  }

  /// Solidity's `Voucher`.
  static final class EncodedVoucher extends DynamicStruct {
    EncodedVoucher(Voucher voucher) {
      super(
          Abi.address(voucher.payer()),
          Abi.uint256(voucher.cumulative()),
          Abi.bytes(voucher.signature().bytes()));
    }
  }

  static String post(EpochPosting epoch) {
    List<EncodedVoucher> vouchers = epoch.vouchers().stream().map(EncodedVoucher::new).toList();
    return Abi.call(
        POST,
        Abi.uint256(epoch.number()),
        new Epoch(epoch),
        new DynamicArray<>(EncodedVoucher.class, vouchers));
  }

  static String claim(Address account, TokenAmount cumulative, List<Hash> proof) {
    List<Bytes32> siblings = proof.stream().map(Abi::bytes32).toList();
    return Abi.call(
        "claim(address,uint256,bytes32[])",
        Abi.address(account),
        Abi.uint256(cumulative),
        new DynamicArray<>(Bytes32.class, siblings));
  }
}
