package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The processes of the stack under test: kills one as a power cut would, brings the stack back as
/// a person would.
final class Processes {

  private static final long UP_MINUTES = 5;

  private final Path root = Path.of(property("datanet.root"));
  private final Path home = Path.of(property("datanet.home"));

  /// SIGKILL; returns when the process is gone.
  ///
  /// @param component as in `stack.json`, e.g. `app`, `postgres`
  void kill(String component) throws Exception {
    JsonNode process =
        Api.JSON.readTree(home.resolve("stack.json").toFile()).path("processes").path(component);
    ProcessHandle handle =
        ProcessHandle.of(process.path("pid").asLong())
            .orElseThrow(() -> new IllegalStateException(component + " does not run: " + process));
    handle.destroyForcibly();
    handle.onExit().get(30, TimeUnit.SECONDS);
  }

  /// `./datanet up --no-build` on the stack's home.
  void up() throws IOException, InterruptedException {
    Path log = home.resolve("logs/test-up.log");
    ProcessBuilder builder =
        new ProcessBuilder(root.resolve("datanet").toString(), "up", "--no-build")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.put("DATANET_HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Process up = builder.start();
    if (!up.waitFor(UP_MINUTES, TimeUnit.MINUTES)) {
      up.destroy();
      throw new IllegalStateException("the stack does not come up, see " + log);
    }
    if (up.exitValue() != 0) {
      throw new IllegalStateException("up ended with " + up.exitValue() + ", see " + log);
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), () -> name + " is not set");
  }
}
