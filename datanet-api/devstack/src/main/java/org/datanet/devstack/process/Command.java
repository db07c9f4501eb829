package org.datanet.devstack.process;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A program run to its end in the foreground.
public final class Command {

  private Command() {}

  /// Runs it; an exit code other than 0 becomes an error with the last lines of its output.
  public static void run(List<String> command, Path folder) throws IOException {
    StringBuilder output = new StringBuilder();
    int code = run(command, folder, Map.of(), line -> output.append(line).append('\n'));
    if (code != 0) {
      List<String> lines = output.toString().lines().toList();
      throw new IOException(
          command.get(0)
              + " ended with exit code "
              + code
              + ":\n"
              + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())));
    }
  }

  /// Runs it on this terminal; returns its exit code.
  public static int foreground(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var end = new ChildEnd(process)) {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: " + command.get(0));
    }
  }

  /// Runs it, hands over each line of its output, returns its exit code. It is ended when the
  /// caller is interrupted.
  public static int run(
      List<String> command, Path folder, Map<String, String> environment, Consumer<String> line)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var end = new ChildEnd(process);
        var reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(line);
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: " + command.get(0));
    }
  }
}
