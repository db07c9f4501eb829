package org.datanet.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// `datanet-verify.jar` as a stranger runs it: a process of its own with nothing but a JDK.
final class SmallJar {

  private static final Path JAR =
      Path.of(Objects.requireNonNull(System.getProperty("datanet.root")))
          .resolve("attribution-index/core/target/datanet-verify.jar");

  private SmallJar() {}

  /// How it ended, and both its outputs as text.
  record Ended(int status, String text) {}

  static Ended verify(List<String> evidence, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                JAR.toString(),
                "receipt",
                "verify"));
    command.addAll(evidence);
    command.addAll(Arrays.asList(more));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
