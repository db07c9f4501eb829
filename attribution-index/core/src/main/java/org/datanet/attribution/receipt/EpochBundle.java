package org.datanet.attribution.receipt;

import java.util.Collection;
import java.util.List;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// A posted epoch, whole: everything its roots are made of. It names no call and no text.
///
/// @param dataHash SHA-256 of the canonical JSON of `receipts`
/// @param receipts hashes of its receipts, in the order of the calls
/// @param credits cumulative credit of each account by the end of the epoch
/// @param attestor the account that signs the platform's receipts
public record EpochBundle(
    long number,
    Hash creditsRoot,
    Hash receiptsRoot,
    Hash dataHash,
    List<Hash> receipts,
    List<SettlementReport.Credit> credits,
    Address attestor)
    implements EpochProof {

  public EpochBundle {
    receipts = List.copyOf(receipts);
    credits = List.copyOf(credits);
  }

  /// The `dataHash` of these receipts.
  public static Hash dataHash(Collection<Hash> receipts) {
    return Hash.sha256(ReceiptJson.write(receipts));
  }

  @Override
  public boolean covers(Hash receiptHash) {
    return receipts.contains(receiptHash);
  }
}
