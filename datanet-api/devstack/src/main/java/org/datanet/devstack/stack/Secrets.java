package org.datanet.devstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/// Random secrets of this machine's stack, made on first use and kept in files only their owner can
/// read.
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;

  public Secrets(Path folder) {
    this.folder = folder;
  }

  /// A password of 24 random bytes in URL-safe characters.
  public String password(String name) throws IOException {
    return kept(name, 24, Base64.getUrlEncoder().withoutPadding()::encodeToString);
  }

  /// A 32-byte key in base64.
  public String base64Key(String name) throws IOException {
    return kept(name, 32, Base64.getEncoder()::encodeToString);
  }

  /// A 32-byte key as `0x` + 64 hex digits; good as a secp256k1 private key but for odds of 2^-128.
  public String hexKey(String name) throws IOException {
    return kept(name, 32, bytes -> "0x" + HexFormat.of().formatHex(bytes));
  }

  /// Where the secret of that name lies; it exists once it was asked for.
  public Path file(String name) {
    return folder.resolve(name);
  }

  private synchronized String kept(String name, int bytes, Function<byte[], String> text)
      throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      byte[] random = new byte[bytes];
      RANDOM.nextBytes(random);
      PrivateFile.write(file, text.apply(random));
    }
    return Files.readString(file).strip();
  }
}
