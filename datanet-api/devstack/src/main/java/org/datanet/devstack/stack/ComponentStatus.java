package org.datanet.devstack.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.datanet.devstack.process.ProcessMemory;

/// One line of `status`.
public record ComponentStatus(
    String name, State state, int port, long pid, Duration uptime, ProcessMemory memory) {

  /// ABSENT: not built; STOPPED: no process; SILENT: a process that does not answer; ANSWERS: at
  /// work.
  public enum State {
    ABSENT,
    STOPPED,
    SILENT,
    ANSWERS
  }

  static ComponentStatus of(
      Component component, Optional<ProcessHandle> process, boolean answers, Instant now) {
    if (process.isEmpty()) {
      return new ComponentStatus(
          component.name(),
          component.present() ? State.STOPPED : State.ABSENT,
          component.port(),
          0,
          Duration.ZERO,
          new ProcessMemory(0, 0));
    }
    ProcessHandle handle = process.get();
    return new ComponentStatus(
        component.name(),
        answers ? State.ANSWERS : State.SILENT,
        component.port(),
        handle.pid(),
        handle.info().startInstant().map(at -> Duration.between(at, now)).orElse(Duration.ZERO),
        ProcessMemory.of(handle));
  }
}
