package org.datanet.governance.keystore;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;

/// Digests of typed data (EIP-712), encoded by hand: a domain separator and a struct hash, each
/// over 32-byte words.
public final class Eip712 {

  private Eip712() {}

  /// Domain of name, version and chain.
  public static Hash domain(String name, String version, long chainId) {
    return hash(
        text("EIP712Domain(string name,string version,uint256 chainId)"),
        text(name),
        text(version),
        word(BigInteger.valueOf(chainId)));
  }

  /// Domain of name, version, chain and contract.
  public static Hash domain(String name, String version, long chainId, Address contract) {
    return hash(
        text("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
        text(name),
        text(version),
        word(BigInteger.valueOf(chainId)),
        word(contract));
  }

  /// `keccak256(0x1901 || domain || struct)`: what is signed.
  public static Hash digest(Hash domain, Hash struct) {
    return hash(new byte[] {0x19, 0x01}, domain.bytes(), struct.bytes());
  }

  /// Keccak-256 over the joined parts.
  public static Hash hash(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return Hash.keccak256(joined.toByteArray());
  }

  /// The word of a string or type: its Keccak-256.
  public static byte[] text(String text) {
    return Hash.keccak256(text.getBytes(StandardCharsets.UTF_8)).bytes();
  }

  /// The word of an unsigned integer.
  public static byte[] word(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] word = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, word, 32 - length, length);
    return word;
  }

  /// The word of an address.
  public static byte[] word(Address address) {
    byte[] word = new byte[32];
    System.arraycopy(address.bytes(), 0, word, 12, 20);
    return word;
  }
}
