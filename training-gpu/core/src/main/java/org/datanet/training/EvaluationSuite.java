package org.datanet.training;

/// What is measured when an adapter is finished, see [EvaluationReport]. The limits bound its time:
/// the texts are spread evenly over all there are.
///
/// @param texts of each side, at most, >= 1
/// @param characters that are read of one text, at most, >= 2
/// @param answers of each model to each side, at most, >= 1
/// @param answerTokens length of an answer, at most, >= 1
/// @param personalData what counts as such
public record EvaluationSuite(
    int texts, int characters, int answers, int answerTokens, PersonalDataFinder personalData) {

  /// Some minutes at most on a base model of 135 million weights and two cores.
  public static EvaluationSuite of(PersonalDataFinder personalData) {
    return new EvaluationSuite(24, 800, 8, 40, personalData);
  }
}
