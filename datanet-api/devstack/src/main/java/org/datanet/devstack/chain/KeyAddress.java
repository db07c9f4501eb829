package org.datanet.devstack.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.digests.KeccakDigest;

/// The account of a secp256k1 private key: the last 20 bytes of Keccak-256 over its uncompressed
/// public key without the leading 04 (Ethereum yellow paper, appendix F).
final class KeyAddress {

  private KeyAddress() {}

  static String of(String privateKey) {
    byte[] point =
        SECNamedCurves.getByName("secp256k1")
            .getG()
            .multiply(new BigInteger(privateKey.substring(2), 16))
            .normalize()
            .getEncoded(false);
    KeccakDigest keccak = new KeccakDigest(256);
    keccak.update(point, 1, 64);
    byte[] digest = new byte[32];
    keccak.doFinal(digest, 0);
    return "0x" + HexFormat.of().formatHex(Arrays.copyOfRange(digest, 12, 32));
  }
}
