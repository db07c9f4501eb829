package org.datanet.attribution.shares;

import java.util.Map;

/// The knobs of attribution by gradients; every receipt that uses it carries them.
///
/// @param weightPpm its part of the blend, 0 to 1,000,000
/// @param attributablePpm most of an answer it may distribute, 0 to 1,000,000; the rest stays
///   unattributed, for scores are relative and never say how much of an answer was learnt
/// @param topSources most sources that earn, from 1; what lesser ones would get stays unattributed
/// @param contributorCapPpm most one contributor may get, 1 to 1,000,000
public record InfluenceParameters(
    int weightPpm, int attributablePpm, int topSources, int contributorCapPpm) {

  public InfluenceParameters {
    check(weightPpm, 0, 1_000_000, "weightPpm");
    check(attributablePpm, 0, 1_000_000, "attributablePpm");
    check(topSources, 1, Integer.MAX_VALUE, "topSources");
    check(contributorCapPpm, 1, 1_000_000, "contributorCapPpm");
  }

  /// Chosen from measurements (docs/attribution-gradient.md): a heavier weight ranks contributors
  /// no better, and whoever fools the scores with many accounts reaches no more than 62,500 ppm of
  /// an answer, an eighth of the half that may be distributed.
  public static InfluenceParameters defaults() {
    return new InfluenceParameters(125_000, 500_000, 64, 250_000);
  }

  Map<String, Integer> published() {
    return Map.of(
        "attributablePpm", attributablePpm,
        "topSources", topSources,
        "contributorCapPpm", contributorCapPpm);
  }

  private static void check(int value, int least, int most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " lies between " + least + " and " + most + ", got: " + value);
    }
  }
}
