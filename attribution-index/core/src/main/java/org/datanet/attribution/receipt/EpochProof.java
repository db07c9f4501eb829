package org.datanet.attribution.receipt;

import java.io.IOException;
import org.datanet.kernel.Hash;

/// Evidence that receipts belong to an epoch: the whole epoch, or the path of one receipt.
public sealed interface EpochProof permits EpochBundle, ReceiptPath {

  long number();

  /// Root over the receipts of the epoch, as posted on the L2.
  Hash receiptsRoot();

  /// Whether this shows that the receipt with that hash belongs to the epoch.
  boolean covers(Hash receiptHash);

  /// @throws IOException when the bytes are neither; the message names the field
  static EpochProof read(byte[] json) throws IOException {
    return ReceiptJson.tree(json).has("proof")
        ? ReceiptJson.read(json, ReceiptPath.class)
        : ReceiptJson.read(json, EpochBundle.class);
  }
}
