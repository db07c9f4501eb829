package org.datanet.inference.engine;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Chooses the tokens of one call: penalties, then temperature, then top-k, then top-p (nucleus
/// sampling, Holtzman et al. 2020). Not thread-safe.
final class Sampler {

  private static final SecureRandom SEEDS = new SecureRandom();

  private final Sampling sampling;
  private final RandomGenerator random;
  private final Map<Integer, Integer> seen = new HashMap<>();

  Sampler(Sampling sampling) {
    this.sampling = sampling;
    this.random =
        RandomGeneratorFactory.of("L64X128MixRandom")
            .create(sampling.seed().orElseGet(SEEDS::nextLong));
  }

  /// The next token; the logits are changed in place.
  int next(float[] logits) {
    penalise(logits);
    int token = sampling.temperature() < 1e-5 ? mostLikely(logits) : draw(logits);
    seen.merge(token, 1, Integer::sum);
    return token;
  }

  private void penalise(float[] logits) {
    if (sampling.presencePenalty() == 0 && sampling.frequencyPenalty() == 0) {
      return;
    }
    seen.forEach((token, count) ->
        logits[token] -=
            (float) (sampling.presencePenalty() + count * sampling.frequencyPenalty()));
  }

  private static int mostLikely(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  private int draw(float[] logits) {
    int[] order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted((a, b) -> Float.compare(logits[b], logits[a]))
            .mapToInt(Integer::intValue)
            .limit(sampling.topK() == 0 ? logits.length : sampling.topK())
            .toArray();
    double[] weights = weights(logits, order);
    int kept = nucleus(weights);
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += weights[i];
    }
    double left = random.nextDouble() * sum;
    for (int i = 0; i < kept - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return order[i];
      }
    }
    return order[kept - 1];
  }

  private double[] weights(float[] logits, int[] order) {
    double[] weights = new double[order.length];
    double top = logits[order[0]];
    for (int i = 0; i < order.length; i++) {
      weights[i] = Math.exp((logits[order[i]] - top) / sampling.temperature());
    }
    return weights;
  }

  /// How many of the descending weights make up the share top-p.
  private int nucleus(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double reached = 0;
    for (int i = 0; i < weights.length; i++) {
      reached += weights[i];
      if (reached >= sampling.topP() * total) {
        return i + 1;
      }
    }
    return weights.length;
  }
}
