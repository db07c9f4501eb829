package org.datanet.attribution.index;

/// Told how far a build is. Called on the building thread.
@FunctionalInterface
public interface BuildProgress {

  BuildProgress SILENT = (done, total, unit, message) -> {};

  /// `done` of `total` units; a total of 0 is unknown. The message says what is being done.
  void at(long done, long total, String unit, String message);
}
