package org.datanet.attribution.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// The EIP-712 digest of a receipt, and who signed a digest (SEC 1, 4.1.6, on secp256k1).
public final class ReceiptSignature {

  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final Hash DOMAIN_TYPE =
      keccak("EIP712Domain(string name,string version,uint256 chainId)");
  private static final Hash RECEIPT_TYPE = keccak("Receipt(bytes32 receiptHash)");
  private static final HexFormat HEX = HexFormat.of();

  private ReceiptSignature() {}

  /// `keccak256(0x1901 || domainSeparator || hashStruct)`, what the attestor signs.
  public static Hash digest(Hash receiptHash, long chainId) {
    Hash domain =
        keccak(DOMAIN_TYPE, keccak("Datanet Receipt"), keccak("1"), Hash.of(uint256(chainId)));
    Hash struct = keccak(RECEIPT_TYPE, receiptHash);
    return Hash.keccak256(
        ByteBuffer.allocate(66)
            .put((byte) 0x19)
            .put((byte) 0x01)
            .put(domain.bytes())
            .put(struct.bytes())
            .array());
  }

  /// The account whose key made `signature` over `digest`; empty when it is no signature at all. A
  /// high `s` is refused (EIP-2), so nobody can make a second signature from a first.
  public static Optional<Address> signer(Hash digest, String signature) {
    if (!signature.matches("0x[0-9a-f]{130}")) {
      return Optional.empty();
    }
    byte[] bytes = HEX.parseHex(signature, 2, signature.length());
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(bytes, 0, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
    int recovery = bytes[64] - 27;
    BigInteger n = CURVE.getN();
    boolean inRange =
        r.signum() > 0 && r.compareTo(n) < 0 && s.signum() > 0 && s.compareTo(n.shiftRight(1)) <= 0;
    if (!inRange || (recovery != 0 && recovery != 1)) {
      return Optional.empty();
    }
    return publicKey(new BigInteger(1, digest.bytes()), r, s, recovery)
        .map(ReceiptSignature::address);
  }

  private static Optional<ECPoint> publicKey(
      BigInteger hash, BigInteger r, BigInteger s, int recovery) {
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + recovery);
    System.arraycopy(uint256(r), 0, compressed, 1, 32);
    try {
      ECPoint point = CURVE.getCurve().decodePoint(compressed);
      BigInteger inverse = r.modInverse(CURVE.getN());
      BigInteger a = hash.negate().multiply(inverse).mod(CURVE.getN());
      BigInteger b = s.multiply(inverse).mod(CURVE.getN());
      ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), a, point, b).normalize();
      return key.isInfinity() ? Optional.empty() : Optional.of(key);
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }

  private static Address address(ECPoint key) {
    byte[] encoded = key.getEncoded(false);
    byte[] hash = Hash.keccak256(Arrays.copyOfRange(encoded, 1, 65)).bytes();
    return Address.of("0x" + HEX.formatHex(hash, 12, 32));
  }

  private static Hash keccak(String text) {
    return Hash.keccak256(text.getBytes(UTF_8));
  }

  private static Hash keccak(Hash... words) {
    ByteBuffer joined = ByteBuffer.allocate(32 * words.length);
    for (Hash word : words) {
      joined.put(word.bytes());
    }
    return Hash.keccak256(joined.array());
  }

  private static byte[] uint256(long value) {
    return uint256(new BigInteger(Long.toUnsignedString(value)));
  }

  private static byte[] uint256(BigInteger value) {
    return HEX.parseHex(String.format("%064x", value));
  }
}
