package org.datanet.devstack.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A process as remembered on disk: its id and the moment it started (epoch milliseconds). Both
/// must match before anything is done to a process, so that a recycled id is never touched.
/// `fingerprint` is a hash of how it was started; `stopSignal` is the polite signal's name without
/// SIG.
public record ProcessRecord(long pid, long startedAtMillis, String fingerprint, String stopSignal) {

  /// The kernel's start time wobbles by clock corrections; a recycled id within two seconds is not
  /// a thing.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /// Remembers a process that was just started.
  public static ProcessRecord of(ProcessHandle handle, String fingerprint, String stopSignal) {
    long started =
        handle
            .info()
            .startInstant()
            .orElseThrow(() -> new IllegalStateException("the process ended at once"))
            .toEpochMilli();
    return new ProcessRecord(handle.pid(), started, fingerprint, stopSignal);
  }

  /// The live process this record speaks of, if it still runs.
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::startedThen);
  }

  private boolean startedThen(ProcessHandle handle) {
    return handle
        .info()
        .startInstant()
        .map(started -> Duration.between(Instant.ofEpochMilli(startedAtMillis), started).abs())
        .filter(difference -> difference.compareTo(TOLERANCE) < 0)
        .isPresent();
  }
}
