package org.datanet.inference.model;

import java.util.List;
import java.util.Optional;

/// How the makers of a model want it sampled, from `generation_config.json`.
///
/// @param eosIds tokens after which nothing follows, at least one
/// @param temperature empty where the model does not say
/// @param topP (0, 1]
/// @param topK >= 0; 0 means all
/// @param repetitionPenalty > 0; 1 means none
public record GenerationDefaults(
    List<Integer> eosIds,
    Optional<Double> temperature,
    Optional<Double> topP,
    Optional<Integer> topK,
    Optional<Double> repetitionPenalty) {

  public GenerationDefaults {
    eosIds = List.copyOf(eosIds);
  }
}
