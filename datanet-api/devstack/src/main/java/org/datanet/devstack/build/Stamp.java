package org.datanet.devstack.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Remembers (as a SHA-256) from which sources something was last built with success.
record Stamp(Path file) {

  boolean matches(String sources) throws IOException {
    return Files.exists(file) && Files.readString(file).equals(digest(sources));
  }

  void write(String sources) throws IOException {
    Files.writeString(file, digest(sources));
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
