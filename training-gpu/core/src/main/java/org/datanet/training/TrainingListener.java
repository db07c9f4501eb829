package org.datanet.training;

/// Hears about every step, on the training thread; must return quickly. An exception it throws ends
/// the training.
public interface TrainingListener {

  /// One update was made.
  ///
  /// @param tokensPerSecond labelled tokens learnt per second since this process began the run
  record Progress(int step, int steps, double loss, double tokensPerSecond) {}

  void onStep(Progress progress);
}
