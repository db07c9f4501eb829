package org.datanet.devstack.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Starts processes in a session of their own, so that neither the end of the launcher nor Ctrl-C
/// reaches them, and stops them: first the polite signal, after the grace period SIGKILL, children
/// included.
public final class DetachedProcess {

  private DetachedProcess() {}

  /// Starts `launch`, appending its output to `log`.
  public static ProcessHandle start(Launch launch, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    if (onPath("setsid")) {
      command.add("setsid");
    }
    command.addAll(launch.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(launch.folder().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(launch.environment());
    return builder.start().toHandle();
  }

  /// Stops a recorded process and waits until it is gone; does nothing when it is not that process
  /// any more.
  public static void stop(ProcessRecord process, Duration grace) throws IOException {
    var handle = process.find().orElse(null);
    if (handle == null) {
      return;
    }
    List<ProcessHandle> children = handle.descendants().toList();
    signal(handle, process.stopSignal());
    if (!gone(handle, grace)) {
      handle.destroyForcibly();
      gone(handle, Duration.ofSeconds(5));
    }
    children.stream().filter(ProcessHandle::isAlive).forEach(child -> endChild(child));
  }

  private static void endChild(ProcessHandle child) {
    if (!gone(child, Duration.ofSeconds(2))) {
      child.destroyForcibly();
    }
  }

  private static void signal(ProcessHandle handle, String name) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(handle.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean gone(ProcessHandle handle, Duration limit) {
    CompletableFuture<ProcessHandle> exit = handle.onExit();
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !handle.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !handle.isAlive();
    }
  }

  /// Whether a program of that name can be started by name alone.
  public static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
