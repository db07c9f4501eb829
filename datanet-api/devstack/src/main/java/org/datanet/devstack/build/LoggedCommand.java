package org.datanet.devstack.build;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.Command;
import org.datanet.devstack.process.LogFile;

/// A long command whose output goes to a log in `.datanet/build`; Maven's "Building X [2/9]" lines
/// become progress.
public final class LoggedCommand {
  private static final Pattern MODULE = Pattern.compile("Building (.+) \\S+ +\\[(\\d+)/(\\d+)]");

  private final Path log;
  private final BuildProgress progress;

  public LoggedCommand(Workspace workspace, String name, BuildProgress progress) {
    this.log = workspace.builds().resolve(name + ".log");
    this.progress = progress;
  }

  public Path log() {
    return log;
  }

  /// Runs it; a failure becomes an error with the last lines of the log.
  public void run(String part, List<String> command, Path folder) throws IOException {
    int code = exitCode(part, command, folder);
    if (code != 0) {
      List<String> last = new LogFile(log).tail(25);
      throw new IOException(
          part
              + " failed (exit code "
              + code
              + "), see "
              + log
              + "\n  | "
              + String.join("\n  | ", last));
    }
  }

  /// Runs it and returns its exit code.
  public int exitCode(String part, List<String> command, Path folder) throws IOException {
    progress.begins(part);
    long begin = System.nanoTime();
    try (BufferedWriter writer = Files.newBufferedWriter(log)) {
      Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
      return Command.run(command, folder, environment, line -> take(writer, line));
    } finally {
      progress.ends(part, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private void take(BufferedWriter writer, String line) {
    try {
      writer.write(line);
      writer.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Matcher module = MODULE.matcher(line);
    if (module.find()) {
      int done = Integer.parseInt(module.group(2)) - 1;
      progress.step(done, Integer.parseInt(module.group(3)), module.group(1));
    }
  }
}
