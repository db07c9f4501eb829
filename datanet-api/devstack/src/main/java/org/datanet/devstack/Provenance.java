package org.datanet.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.datanet.devstack.process.Command;

/// Where a measured value comes from.
final class Provenance {

  private Provenance() {}

  /// For programs that measure: the root folder, the machine and the commit as system properties.
  static Map<String, String> properties(Workspace workspace) throws IOException {
    return Map.of(
        "datanet.root", workspace.root().toString(),
        "datanet.machine", machine(),
        "datanet.commit", commit(workspace.root()));
  }

  static String commit(Path root) throws IOException {
    StringBuilder text = new StringBuilder();
    Command.run(List.of("git", "describe", "--always", "--dirty"), root, Map.of(), text::append);
    return text.toString();
  }

  static String machine() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      String model =
          lines
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse("unknown processor");
      return model + ", Java " + Runtime.version();
    }
  }
}
