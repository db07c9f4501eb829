package org.datanet.training;

import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Recognises that memory ran out, in Java or in libtorch.
final class MemoryShortage {

  private MemoryShortage() {}

  /// The failure of a training as it is thrown on.
  static RuntimeException problemOr(@Nullable Throwable cause) {
    if (isShortage(cause)) {
      return new ProblemException(
          TrainingProblem.OUT_OF_MEMORY,
          "The memory did not suffice for a step. Start the run again with smaller passTokens (this"
              + " changes no result), a shorter sequenceLength or a lower rank; it goes on from its"
              + " checkpoint where only passTokens changed.");
    }
    return cause instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("training failed", cause);
  }

  private static boolean isShortage(@Nullable Throwable cause) {
    String message = String.valueOf(cause);
    return cause instanceof OutOfMemoryError
        || message.contains("can't allocate memory")
        || message.contains("not enough memory")
        || message.contains("out of memory");
  }
}
