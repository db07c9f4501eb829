package org.datanet.governance.settlement;

import java.util.List;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;

/// An epoch to be posted. The vouchers' increases must sum to credits plus protocol fee, to the
/// wei.
///
/// @param number from 1, without gaps
/// @param creditsRoot root over `MerkleTree.leaf(abi.encode(account, cumulative credits))`
/// @param receiptsRoot root over the hashes of the epoch's receipts
/// @param dataHash hash of the published data from which both roots can be recomputed
/// @param creditsTotal credits of this epoch alone, base units
/// @param protocolFee the protocol's part of this epoch alone, base units
public record EpochPosting(
    long number,
    Hash creditsRoot,
    Hash receiptsRoot,
    Hash dataHash,
    TokenAmount creditsTotal,
    TokenAmount protocolFee,
    List<Voucher> vouchers) {

  public EpochPosting {
    vouchers = List.copyOf(vouchers);
  }
}
