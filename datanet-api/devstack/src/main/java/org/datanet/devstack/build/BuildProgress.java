package org.datanet.devstack.build;

import java.time.Duration;

/// What a build does, for people who wait.
public interface BuildProgress {

  void begins(String part);

  /// `done` of `total` steps, now at `what`; `total` 0 when nobody knows.
  void step(int done, int total, String what);

  void ends(String part, Duration took);

  void skipped(String part, String reason);
}
