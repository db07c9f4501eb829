package org.datanet.training;

import java.util.ArrayList;
import java.util.List;
import org.datanet.inference.model.AdamW;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;

/// How long and how fast to learn.
///
/// @param epochs passes over the texts, 1…1000
/// @param batchTokens tokens of one update, at most; >= sequenceLength
/// @param sequenceLength longest context in tokens, >= 8 and at most the model's
/// @param learningRate peak rate, 0 < rate <= 1
/// @param warmupShare part of the steps with a rising rate, 0…0.5
/// @param weightDecay decoupled decay, 0…1
/// @param clip limit of the gradient's global L2 norm, > 0
/// @param seed start of every random choice
/// @param decay of the rate after the warm-up
/// @param passTokens tokens computed at once, at most, >= sequenceLength; an update adds up as many
///   passes as it needs and does not depend on it; 0 for the whole update in one pass
/// @param bf16 whether passes are computed in bfloat16; parameters and moments stay 32-bit
public record Schedule(
    int epochs,
    int batchTokens,
    int sequenceLength,
    double learningRate,
    double warmupShare,
    double weightDecay,
    double clip,
    long seed,
    Decay decay,
    int passTokens,
    boolean bf16) {

  public Schedule {
    List<FieldError> errors = new ArrayList<>();
    check(errors, epochs >= 1 && epochs <= 1000, "epochs", "1 to 1000");
    check(errors, sequenceLength >= 8, "sequenceLength", "at least 8");
    check(errors, batchTokens >= sequenceLength, "batchTokens", "at least sequenceLength");
    check(errors, learningRate > 0 && learningRate <= 1, "learningRate", "above 0, at most 1");
    check(errors, warmupShare >= 0 && warmupShare <= 0.5, "warmupShare", "0 to 0.5");
    check(errors, weightDecay >= 0 && weightDecay <= 1, "weightDecay", "0 to 1");
    check(errors, clip > 0, "clip", "above 0");
    check(
        errors,
        passTokens == 0 || passTokens >= sequenceLength,
        "passTokens",
        "0 or at least sequenceLength");
    refuse(errors);
  }

  /// In 32-bit floats, a whole update at once, with [Decay#COSINE].
  public Schedule(
      int epochs,
      int batchTokens,
      int sequenceLength,
      double learningRate,
      double warmupShare,
      double weightDecay,
      double clip,
      long seed) {
    this(
        epochs,
        batchTokens,
        sequenceLength,
        learningRate,
        warmupShare,
        weightDecay,
        clip,
        seed,
        Decay.COSINE,
        0,
        false);
  }

  static void check(List<FieldError> errors, boolean valid, String field, String range) {
    if (!valid) {
      errors.add(new FieldError(field, "must be " + range));
    }
  }

  static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new ProblemException(
          TrainingProblem.SETTINGS_OUT_OF_RANGE,
          "change the settings named in errors to values in their range",
          errors);
    }
  }

  /// Tokens of one pass.
  int pass() {
    return passTokens == 0 ? batchTokens : passTokens;
  }

  Schedule withPassTokens(int tokens) {
    return new Schedule(
        epochs,
        batchTokens,
        sequenceLength,
        learningRate,
        warmupShare,
        weightDecay,
        clip,
        seed,
        decay,
        tokens,
        bf16);
  }

  /// Learning rate of one step, counted from 1.
  double rate(int step, int steps) {
    int warmup = Math.max(1, (int) Math.round(warmupShare * steps));
    if (step <= warmup) {
      return learningRate * step / warmup;
    }
    return learningRate * decay.share((double) (step - warmup) / Math.max(1, steps - warmup));
  }

  /// The update of one step, counted from 1.
  AdamW update(int step, int steps) {
    return new AdamW(rate(step, steps), weightDecay, clip);
  }
}
