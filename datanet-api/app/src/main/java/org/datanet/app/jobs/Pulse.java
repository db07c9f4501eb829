package org.datanet.app.jobs;

/// Short housekeeping twice a second, on one process at a time.
public interface Pulse {

  /// Stable name.
  String name();

  void beat();
}
