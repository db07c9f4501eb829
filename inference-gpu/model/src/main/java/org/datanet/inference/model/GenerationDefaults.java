package org.datanet.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the makers of a model want it sampled, from `generation_config.json`.
///
/// @param eosIds tokens after which nothing follows, beside those of the configuration
/// @param temperature > 0; 0 where they want the likeliest token; empty where they do not say
/// @param topP (0, 1]
/// @param topK >= 0; 0 means all
/// @param repetitionPenalty > 0; 1 means none
public record GenerationDefaults(
    List<Integer> eosIds,
    Optional<Double> temperature,
    Optional<Double> topP,
    Optional<Integer> topK,
    Optional<Double> repetitionPenalty) {

  /// For models whose makers say nothing.
  public static final GenerationDefaults NONE =
      new GenerationDefaults(
          List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public GenerationDefaults {
    eosIds = List.copyOf(eosIds);
  }

  /// Reads the content of `generation_config.json`; values out of range count as absent.
  static GenerationDefaults of(JsonNode json) {
    List<Integer> ends = new ArrayList<>();
    JsonNode eos = json.path("eos_token_id");
    (eos.isArray() ? eos : List.of(eos))
        .forEach(id -> {
          if (id.isInt() && id.asInt() >= 0) {
            ends.add(id.asInt());
          }
        });
    boolean greedy = json.path("do_sample").isBoolean() && !json.path("do_sample").asBoolean();
    return new GenerationDefaults(
        ends,
        greedy ? Optional.of(0.0) : number(json, "temperature", 100),
        number(json, "top_p", 1),
        number(json, "top_k", Integer.MAX_VALUE).map(Double::intValue),
        number(json, "repetition_penalty", 100));
  }

  private static Optional<Double> number(JsonNode json, String key, double most) {
    double value = json.path(key).asDouble(-1);
    return value > 0 && value <= most ? Optional.of(value) : Optional.empty();
  }
}
