package org.datanet.devstack.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How to start a process: command, extra environment, working folder and `configuration`, the text
/// of the files it reads (only its hash is kept). Two equal launches have the same fingerprint: a
/// running process with another fingerprint has to be restarted.
public record Launch(
    List<String> command, Map<String, String> environment, Path folder, String configuration) {

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  public String fingerprint() {
    try {
      String all = command + "\n" + new TreeMap<>(environment) + "\n" + configuration;
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
