package org.datanet.inference.engine;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Chooses the tokens of one call: biases and penalties, then temperature, then top-k, then top-p
/// (nucleus sampling, Holtzman et al. 2020), then min-p (Nguyen et al. 2024). A token whose logit
/// is negative infinity is never chosen. Takes time linear in the vocabulary. Not thread-safe.
final class Sampler {

  private static final SecureRandom SEEDS = new SecureRandom();
  private static final double GREEDY_BELOW = 1e-5;

  private final Sampling sampling;
  private final RandomGenerator random;
  private final Map<Integer, Integer> generated = new HashMap<>();
  private final Set<Integer> seen = new HashSet<>();
  private final Nucleus nucleus = new Nucleus();
  private float[] weights = new float[0];

  Sampler(Sampling sampling, int[] promptIds) {
    this.sampling = sampling;
    this.random =
        RandomGeneratorFactory.of("L64X128MixRandom")
            .create(sampling.seed().orElseGet(SEEDS::nextLong));
    if (sampling.penalties().repetition() != 1) {
      for (int id : promptIds) {
        seen.add(id);
      }
    }
  }

  /// The next token; the logits are changed in place.
  int next(float[] logits) {
    penalise(logits);
    int token = sampling.temperature() < GREEDY_BELOW ? mostLikely(logits) : draw(logits);
    generated.merge(token, 1, Integer::sum);
    seen.add(token);
    return token;
  }

  private void penalise(float[] logits) {
    sampling.logitBias().forEach((token, bias) -> logits[token] += bias.floatValue());
    Sampling.Penalties penalties = sampling.penalties();
    if (penalties.repetition() != 1) {
      float by = (float) penalties.repetition();
      seen.forEach(token -> logits[token] *= logits[token] > 0 ? 1 / by : by);
    }
    if (penalties.presence() != 0 || penalties.frequency() != 0) {
      generated.forEach((token, count) ->
          logits[token] -= (float) (penalties.presence() + count * penalties.frequency()));
    }
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
    float top = logits[mostLikely(logits)];
    float[] weights = weights(logits, top);
    int kept = nucleus.all(weights, (float) sampling.minP());
    if (sampling.topK() > 0) {
      kept = nucleus.largest(kept, sampling.topK());
    }
    if (sampling.topP() < 1) {
      kept = nucleus.heaviest(kept, sampling.topP());
    }
    return nucleus.pick(kept, random.nextDouble());
  }

  /// Probabilities in units of the largest one.
  private float[] weights(float[] logits, float top) {
    if (weights.length != logits.length) {
      weights = new float[logits.length];
    }
    for (int i = 0; i < logits.length; i++) {
      weights[i] = (float) Math.exp((logits[i] - top) / sampling.temperature());
    }
    return weights;
  }
}
