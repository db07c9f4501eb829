package org.datanet.training;

/// Port: says which of two answers to a prompt is the better one.
public interface Judge {

  /// What a judge may say.
  enum Verdict {
    FIRST,
    SECOND,
    TIE
  }

  /// What it goes by, for the report.
  String name();

  Verdict judge(String prompt, String first, String second);
}
