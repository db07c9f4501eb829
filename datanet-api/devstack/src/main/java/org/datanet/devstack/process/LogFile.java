package org.datanet.devstack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A component's log: rotated at each start (three old ones are kept), read from its end when
/// something failed.
public record LogFile(Path path) {

  private static final int KEPT = 3;

  public void rotate() throws IOException {
    for (int age = KEPT - 1; age >= 0; age--) {
      Path from = aged(age);
      if (Files.exists(from)) {
        Files.move(from, aged(age + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path aged(int age) {
    return age == 0 ? path : path.resolveSibling(path.getFileName() + "." + age);
  }

  /// The last lines, at most `count`; none when there is no log.
  public List<String> tail(int count) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
