package org.datanet.inference.engine;

import java.util.OptionalLong;

/// How the next token is chosen from the logits.
///
/// @param temperature 0 is the most likely token (greedy); otherwise logits are divided by it; 0 to
///   2
/// @param topP smallest set of tokens with at least this probability, in (0, 1]
/// @param topK at most so many tokens; 0 is no limit
/// @param presencePenalty taken once from the logit of a token already generated, -2 to 2
/// @param frequencyPenalty taken per occurrence in the generated text, -2 to 2
/// @param seed same seed, same tokens; empty is a random one
public record Sampling(
    double temperature,
    double topP,
    int topK,
    double presencePenalty,
    double frequencyPenalty,
    OptionalLong seed) {

  /// The most likely token each time.
  public static final Sampling GREEDY = new Sampling(0, 1, 0, 0, 0, OptionalLong.empty());
}
