package org.datanet.training;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Hears about every step, on the training thread; must return quickly. An exception it throws ends
/// the training.
public interface TrainingListener {

  /// One update was made.
  ///
  /// @param tokens labelled tokens learnt so far, those before a resumption included
  /// @param totalTokens labelled tokens of the whole run
  /// @param tokensPerSecond labelled tokens learnt per second since this process began the run
  /// @param left estimate from that rate; an early end comes sooner
  /// @param heldOutLoss mean loss of the records kept back, in nats a token, when this step
  ///   evaluated them
  record Progress(
      int step,
      int steps,
      double loss,
      long tokens,
      long totalTokens,
      double tokensPerSecond,
      Duration left,
      @Nullable Double heldOutLoss) {}

  void onStep(Progress progress);

  /// All updates were made, and the adapter is being measured.
  ///
  /// @param part what is measured next, such as `answers of the adapter`
  default void onEvaluation(String part) {}

  /// A checkpoint could not be written; the run goes on and tries again at the next one.
  ///
  /// @param warning what happened, what it means and what to do, as a sentence
  default void onCheckpointFailed(String warning) {}
}
