package org.datanet.attribution.receipt;

import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// Signs as the first well-known development account of local chains.
final class TestSigner {

  static final Address ADDRESS = Address.of("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  static final long CHAIN_ID = 31_337;
  private static final BigInteger KEY =
      new BigInteger("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", 16);

  private TestSigner() {}

  static SignedReceipt sign(Receipt receipt) {
    Hash digest = ReceiptSignature.digest(receipt.hash(), CHAIN_ID);
    return new SignedReceipt(receipt, receipt.hash(), CHAIN_ID, signature(digest), ADDRESS);
  }

  static String signature(Hash digest) {
    X9ECParameters curve = SECNamedCurves.getByName("secp256k1");
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(
        true,
        new ECPrivateKeyParameters(
            KEY, new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN())));
    BigInteger[] rs = signer.generateSignature(digest.bytes());
    BigInteger s = rs[1].min(curve.getN().subtract(rs[1]));
    for (int v = 27; v <= 28; v++) {
      String signature = String.format("0x%064x%064x%02x", rs[0], s, v);
      if (ReceiptSignature.signer(digest, signature).filter(ADDRESS::equals).isPresent()) {
        return signature;
      }
    }
    throw new IllegalStateException("the key is not the account's");
  }
}
