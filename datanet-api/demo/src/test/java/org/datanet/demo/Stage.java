package org.datanet.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A story on the platform under test, whose remarks go to a file instead of between the test
/// lines.
final class Stage {

  private Stage() {}

  /// @param test names the file below `logs` of the platform's home
  static Story story(String test) {
    Platform platform = Platform.fromSystemProperties();
    try {
      Path logs = Files.createDirectories(platform.home().resolve("logs"));
      Path log = logs.resolve("test-" + test + ".log");
      return new Story(platform, new Steps(new PrintStream(log.toFile(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
