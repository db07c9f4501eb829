package org.datanet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.jcajce.provider.digest.Keccak;

/// A 32-byte digest as `0x` + 64 lower-case hex digits, the form used in JSON, SQL and on chain.
/// Content is addressed by SHA-256 (FIPS 180-4); whatever a contract recomputes uses Keccak-256.
public record Hash(String hex) {

  public Hash {
    hex = hex.toLowerCase(Locale.ROOT);
    if (!hex.matches("0x[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a hash is 0x followed by 64 hex digits, got: " + hex);
    }
  }

  @JsonCreator
  public static Hash of(String hex) {
    return new Hash(hex);
  }

  public static Hash of(byte[] digest) {
    return new Hash("0x" + HexFormat.of().formatHex(digest));
  }

  public static Hash sha256(byte[] content) {
    try {
      return of(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static Hash sha256(String content) {
    return sha256(content.getBytes(StandardCharsets.UTF_8));
  }

  public static Hash keccak256(byte[] content) {
    return of(new Keccak.Digest256().digest(content));
  }

  /// The 32 bytes; a fresh array at each call.
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  @Override
  @JsonValue
  public String toString() {
    return hex;
  }
}
