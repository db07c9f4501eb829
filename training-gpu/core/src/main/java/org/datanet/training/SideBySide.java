package org.datanet.training;

import java.util.List;
import org.datanet.training.Judge.Verdict;

/// How often the answers of one model were preferred to another's. Every pair is judged in both
/// orders, and counts as a tie where the order decided.
///
/// @param judge what the judge goes by
public record SideBySide(String judge, int first, int second, int ties) {

  /// Two answers to one prompt.
  public record Pair(String prompt, String first, String second) {}

  public static SideBySide of(List<Pair> pairs, Judge judge) {
    int first = 0;
    int second = 0;
    for (Pair pair : pairs) {
      Verdict there = judge.judge(pair.prompt(), pair.first(), pair.second());
      Verdict back = judge.judge(pair.prompt(), pair.second(), pair.first());
      first += there == Verdict.FIRST && back == Verdict.SECOND ? 1 : 0;
      second += there == Verdict.SECOND && back == Verdict.FIRST ? 1 : 0;
    }
    return new SideBySide(judge.name(), first, second, pairs.size() - first - second);
  }
}
