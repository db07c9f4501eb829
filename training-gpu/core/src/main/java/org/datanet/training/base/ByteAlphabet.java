package org.datanet.training.base;

import java.nio.charset.StandardCharsets;

/// GPT-2's printable stand-ins for the 256 bytes, used by byte-level tokenizers: printable Latin-1
/// bytes stand for themselves, the others for U+0100 and up.
final class ByteAlphabet {

  private static final char[] CHARS = chars();

  private ByteAlphabet() {}

  private static char[] chars() {
    char[] chars = new char[256];
    char next = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae;
      chars[b] = printable ? (char) b : next++;
    }
    return chars;
  }

  /// The stand-in of one byte.
  static String of(int unsignedByte) {
    return String.valueOf(CHARS[unsignedByte]);
  }

  /// The stand-ins of a text's UTF-8 bytes.
  static String of(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      out.append(CHARS[b & 0xff]);
    }
    return out.toString();
  }
}
