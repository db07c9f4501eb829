package org.datanet.inference.engine;

import java.util.ArrayList;
import java.util.List;

/// A generated token with the model's own probabilities, before penalties, temperature and
/// constraints.
///
/// @param logprob natural logarithm of its probability
/// @param alternatives the most likely tokens at its place, most likely first
public record ChosenToken(int id, double logprob, List<Alternative> alternatives) {

  /// A token that could have been chosen.
  public record Alternative(int id, double logprob) {}

  /// @param logits of all tokens, as the model gave them
  static ChosenToken of(int id, float[] logits, int alternatives) {
    int[] best = best(logits, alternatives);
    double total = logSumExp(logits);
    List<Alternative> likely = new ArrayList<>(best.length);
    for (int other : best) {
      likely.add(new Alternative(other, logits[other] - total));
    }
    return new ChosenToken(id, logits[id] - total, likely);
  }

  private static double logSumExp(float[] logits) {
    float top = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      top = Math.max(top, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - top);
    }
    return top + Math.log(sum);
  }

  /// The ids of the largest logits, descending; of equal ones the lower id first.
  private static int[] best(float[] logits, int count) {
    int[] best = new int[Math.min(count, logits.length)];
    int held = 0;
    for (int id = 0; id < logits.length; id++) {
      if (held < best.length || (held > 0 && logits[id] > logits[best[held - 1]])) {
        held = Math.min(held + 1, best.length);
        int at = held - 1;
        while (at > 0 && logits[id] > logits[best[at - 1]]) {
          best[at] = best[at - 1];
          at--;
        }
        best[at] = id;
      }
    }
    return best;
  }
}
