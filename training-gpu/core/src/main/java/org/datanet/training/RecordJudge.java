package org.datanet.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Prefers the answer that is nearer to how the record goes on: F1 of the words in common, as often
/// as they occur (Rajpurkar et al. 2016, arXiv:1606.05250), with as many words of the record as the
/// answer has. It knows words, not meaning.
final class RecordJudge implements Judge {

  private final Map<String, String> continuations;

  /// @param continuations what follows each prompt in its record
  RecordJudge(Map<String, String> continuations) {
    this.continuations = Map.copyOf(continuations);
  }

  @Override
  public String name() {
    return "words in common with how the record goes on";
  }

  @Override
  public Verdict judge(String prompt, String first, String second) {
    List<String> reference = words(continuations.getOrDefault(prompt, ""));
    int order =
        Double.compare(likeness(words(first), reference), likeness(words(second), reference));
    return order == 0 ? Verdict.TIE : order > 0 ? Verdict.FIRST : Verdict.SECOND;
  }

  private static double likeness(List<String> answer, List<String> reference) {
    List<String> begin = reference.subList(0, Math.min(reference.size(), answer.size()));
    Map<String, Integer> left = new HashMap<>();
    begin.forEach(word -> left.merge(word, 1, Integer::sum));
    int common = 0;
    for (String word : answer) {
      common += left.merge(word, -1, Integer::sum) >= 0 ? 1 : 0;
    }
    return common == 0 ? 0 : 2.0 * common / (answer.size() + begin.size());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
