package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.Locale;

/// An account on the L2: `0x` + 40 lower-case hex digits (the EIP-55 checksum is for display only).
public record Address(String hex) {

  public Address {
    hex = hex.toLowerCase(Locale.ROOT);
    if (!hex.matches("0x[0-9a-f]{40}")) {
      throw new IllegalArgumentException("an address is 0x followed by 40 hex digits, got: " + hex);
    }
  }

  @JsonCreator
  public static Address of(String hex) {
    return new Address(hex);
  }

  /// The 20 bytes; a fresh array at each call.
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  @Override
  @JsonValue
  public String toString() {
    return hex;
  }
}
