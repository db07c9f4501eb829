package org.datanet.attribution.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.UUID;
import org.datanet.kernel.Hash;

/// Encodes calls of functions whose arguments are single words.
final class CallData {

  private static final int SELECTOR_DIGITS = 8;

  private CallData() {}

  /// `0x`, the selector of `signature` and the argument words.
  static String of(String signature, Hash... arguments) {
    StringBuilder data =
        new StringBuilder("0x").append(topic(signature).hex(), 2, 2 + SELECTOR_DIGITS);
    for (Hash argument : arguments) {
      data.append(argument.hex(), 2, argument.hex().length());
    }
    return data.toString();
  }

  /// Keccak-256 of a signature: the first topic of an event's logs.
  static Hash topic(String signature) {
    return Hash.keccak256(signature.getBytes(US_ASCII));
  }

  static Hash word(long value) {
    return Hash.of(String.format("0x%064x", value));
  }

  /// 16 zero bytes and the 16 of the UUID.
  static Hash word(UUID id) {
    HexFormat hex = HexFormat.of();
    return Hash.of(
        "0x"
            + "0".repeat(32)
            + hex.toHexDigits(id.getMostSignificantBits())
            + hex.toHexDigits(id.getLeastSignificantBits()));
  }
}
