package org.datanet.governance.keystore;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/// A secp256k1 signature as `0x` + r (32 bytes) + s (32 bytes) + v (27 or 28), the form contracts
/// and wallets use.
public record Signature(String hex) {

  public Signature {
    hex = hex.toLowerCase(Locale.ROOT);
    if (!hex.matches("0x[0-9a-f]{130}")) {
      throw new IllegalArgumentException("a signature is 0x followed by 130 hex digits");
    }
  }

  @JsonCreator
  public static Signature of(String hex) {
    return new Signature(hex);
  }

  static Signature of(Sign.SignatureData data) {
    HexFormat hex = HexFormat.of();
    return new Signature(
        "0x"
            + hex.formatHex(data.getR())
            + hex.formatHex(data.getS())
            + hex.formatHex(data.getV()));
  }

  /// The 65 bytes; a fresh array at each call.
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  /// Who signed this digest; empty when the signature is not one.
  public Optional<Address> signerOf(Hash digest) {
    byte[] bytes = bytes();
    try {
      BigInteger key =
          Sign.signedMessageHashToKey(
              digest.bytes(),
              new Sign.SignatureData(
                  new byte[] {bytes[64]},
                  Arrays.copyOfRange(bytes, 0, 32),
                  Arrays.copyOfRange(bytes, 32, 64)));
      return Optional.of(Address.of("0x" + Keys.getAddress(key)));
    } catch (SignatureException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /// What a wallet signs when asked to sign a text (EIP-191, `personal_sign`).
  public static Hash messageDigest(String message) {
    return Hash.of(Sign.getEthereumMessageHash(message.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  @JsonValue
  public String toString() {
    return hex;
  }
}
