package org.datanet.inference.engine;

import java.util.Map;
import java.util.OptionalLong;

/// How the next token is chosen from the logits.
///
/// @param temperature 0 is the most likely token (greedy); otherwise logits are divided by it; 0 to
///   2
/// @param topP smallest set of tokens with at least this probability, in (0, 1]
/// @param topK at most so many tokens; 0 is no limit
/// @param minP only tokens with at least this part of the most likely one's probability, 0 to 1
/// @param penalties for tokens that occurred already
/// @param logitBias added to the logits of single tokens, -100 to 100, by token id
/// @param seed same seed, same tokens; empty is a random one
public record Sampling(
    double temperature,
    double topP,
    int topK,
    double minP,
    Penalties penalties,
    Map<Integer, Double> logitBias,
    OptionalLong seed) {

  /// The most likely token each time.
  public static final Sampling GREEDY =
      new Sampling(0, 1, 0, 0, Penalties.NONE, Map.of(), OptionalLong.empty());

  /// What turns away from tokens that occurred already.
  ///
  /// @param presence taken once from the logit of a token already generated, -2 to 2
  /// @param frequency taken per occurrence in the generated text, -2 to 2
  /// @param repetition divides positive and multiplies negative logits of tokens of the prompt and
  ///   the generated text (Keskar et al. 2019, CTRL), above 0; 1 changes nothing
  public record Penalties(double presence, double frequency, double repetition) {

    public static final Penalties NONE = new Penalties(0, 0, 1);
  }

  public Sampling {
    logitBias = Map.copyOf(logitBias);
  }

  /// The same with another seed for each of several answers to one prompt: seed + index.
  public Sampling forChoice(int index) {
    OptionalLong own = seed.isEmpty() ? seed : OptionalLong.of(seed.getAsLong() + index);
    return new Sampling(temperature, topP, topK, minP, penalties, logitBias, own);
  }
}
