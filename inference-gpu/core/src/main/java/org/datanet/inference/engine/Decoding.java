package org.datanet.inference.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.datanet.inference.constrained.Constraint;

/// How the tokens of an answer are chosen, reported and ended.
///
/// @param stop strings before which the text ends
/// @param topLogprobs report the log-probability of each token and of so many most likely ones;
///   empty reports none
/// @param constraint what the text must look like; empty is free text
public record Decoding(
    Sampling sampling,
    List<String> stop,
    OptionalInt topLogprobs,
    Optional<Constraint> constraint) {

  /// The most likely tokens, free text, no stop string.
  public static final Decoding GREEDY = of(Sampling.GREEDY, List.of());

  public static Decoding of(Sampling sampling, List<String> stop) {
    return new Decoding(sampling, stop, OptionalInt.empty(), Optional.empty());
  }
}
