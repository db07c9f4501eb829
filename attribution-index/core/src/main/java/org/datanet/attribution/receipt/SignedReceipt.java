package org.datanet.attribution.receipt;

import java.io.IOException;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// A receipt as it is stored and handed out.
///
/// @param receiptHash SHA-256 of the receipt's canonical JSON
/// @param chainId chain of the EIP-712 domain
/// @param signature `0x` and 65 bytes `r || s || v` in hex, over [ReceiptSignature#digest]
/// @param signer the platform's attestor account
public record SignedReceipt(
    Receipt receipt, Hash receiptHash, long chainId, String signature, Address signer) {

  /// The file's content: canonical JSON in UTF-8.
  public byte[] canonicalJson() {
    return ReceiptJson.write(this);
  }

  /// @throws IOException when the bytes are not a signed receipt; the message names the field
  public static SignedReceipt read(byte[] json) throws IOException {
    return ReceiptJson.read(json, SignedReceipt.class);
  }
}
