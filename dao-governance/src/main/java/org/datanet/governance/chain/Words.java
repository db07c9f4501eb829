package org.datanet.governance.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;

/// An ABI-encoded answer read as 32-byte words; enough for static types and the head of structs.
public record Words(byte[] bytes) {

  private static final int WORD = 32;

  public static Words of(String hex) {
    return new Words(HexFormat.of().parseHex(hex, 2, hex.length()));
  }

  public int count() {
    return bytes.length / WORD;
  }

  public Hash hash(int word) {
    return Hash.of(Arrays.copyOfRange(bytes, word * WORD, (word + 1) * WORD));
  }

  public BigInteger uint(int word) {
    return new BigInteger(1, hash(word).bytes());
  }

  public TokenAmount amount(int word) {
    return new TokenAmount(uint(word));
  }

  public Address address(int word) {
    return Address.of("0x" + hash(word).hex().substring(26));
  }

  public boolean bool(int word) {
    return uint(word).signum() != 0;
  }
}
