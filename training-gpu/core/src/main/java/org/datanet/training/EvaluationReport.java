package org.datanet.training;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What was measured of an adapter beside its base model when its run was over. Personal data is
/// counted by kind, never named.
///
/// @param learnt texts it learnt from
/// @param heldOut records it never saw; null where none were kept back
/// @param answers the adapter's answers (first) beside the base model's (second): to records kept
///   back where there are some, else to learnt ones
/// @param basePersonalData in answers of the base model, which knows none of the texts
/// @param personalData in answers of the adapter
public record EvaluationReport(
    Compared learnt,
    @Nullable Compared heldOut,
    SideBySide answers,
    PersonalData basePersonalData,
    PersonalData personalData) {

  /// The same texts for both models.
  public record Compared(int texts, Scores base, Scores adapter) {}

  /// @param perplexity e to the mean cross-entropy a token
  /// @param exact texts whose second half greedy decoding gives back token by token
  /// @param tokenAccuracy share of the second halves' tokens that were the likeliest, 0 to 1
  public record Scores(double perplexity, int exact, double tokenAccuracy) {}

  /// @param answers how many were looked at
  /// @param fromTexts different pieces that stand in the training texts, by kind
  /// @param invented pieces that do not
  public record PersonalData(int answers, SortedMap<String, Integer> fromTexts, int invented) {}
}
