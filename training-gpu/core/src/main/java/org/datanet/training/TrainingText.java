package org.datanet.training;

/// One licensed record to learn from, or a part of one.
///
/// @param recordId its id, for the data order hash and the held-out split
/// @param prompt read but not learnt; empty for a plain text
/// @param text anonymised text to learn; may be longer than a sequence, it is then cut
public record TrainingText(String recordId, String prompt, String text) {

  /// A text that is learnt from its first word on.
  public TrainingText(String recordId, String text) {
    this(recordId, "", text);
  }
}
