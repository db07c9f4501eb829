package org.datanet.app.jobs;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// One kind of durable work on one row. The row's state says what is left to do, so a job may run
/// again at any time, after a crash too, and must then only finish what is missing.
public interface Job {

  /// Stable name of the kind, e.g. `contribution`.
  String kind();

  /// Does the next part of the work; blocking. Whatever it throws is retried with growing delays.
  Next run(UUID id);

  /// Called once when retries are used up: the row must reach a final state that says why.
  void gaveUp(UUID id, String reason);

  /// Rows in a state that is not final; the sweep wakes their jobs after a crash.
  List<UUID> unfinished();

  /// What follows a run.
  sealed interface Next {
    /// Nothing is left to do.
    record Done() implements Next {}

    /// Something outside (a chain, a reviewer) is awaited: look again after the delay.
    record Again(Duration delay) implements Next {}

    Next DONE = new Done();
  }
}
