package org.datanet.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/// JSON in the canonical form of RFC 8785, so that a hash or signature over it can be recomputed by
/// anybody. Token amounts and 64-bit numbers must be strings: RFC 8785 numbers are IEEE doubles.
public final class CanonicalJson {

  private CanonicalJson() {}

  /// Canonical UTF-8 bytes of any JSON text.
  ///
  /// @throws UncheckedIOException when the text is not JSON
  public static byte[] bytes(String json) {
    try {
      return new JsonCanonicalizer(json).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException("not a JSON text: " + e.getMessage(), e);
    }
  }

  public static String text(String json) {
    return new String(bytes(json), StandardCharsets.UTF_8);
  }
}
