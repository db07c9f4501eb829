package org.datanet.attribution.shares;

/// The knobs of method `spans-v1`; every receipt carries them.
///
/// @param minWords shortest span, in words, 1 to 100
/// @param minMillibits lightest span, in thousandths of a bit, from 0
/// @param priorityWords from this length on, in words, the span accepted first beats a heavier one,
///   4 to 1,000
/// @param maxSources a span in more clusters than this is boilerplate, from 1
/// @param maxContributors a span of more contributors than this is boilerplate, from 1
/// @param contributorCapPpm most one contributor may get, 1 to 1,000,000
/// @param listedRecords most records named for a span, 1 to 1,000; those that earn come first
public record AttributionParameters(
    int minWords,
    int minMillibits,
    int priorityWords,
    int maxSources,
    int maxContributors,
    int contributorCapPpm,
    int listedRecords) {

  public AttributionParameters {
    check(minWords, 1, 100, "minWords");
    check(minMillibits, 0, Integer.MAX_VALUE, "minMillibits");
    check(priorityWords, 4, 1_000, "priorityWords");
    check(maxSources, 1, Integer.MAX_VALUE, "maxSources");
    check(maxContributors, 1, Integer.MAX_VALUE, "maxContributors");
    check(contributorCapPpm, 1, 1_000_000, "contributorCapPpm");
    check(listedRecords, 1, 1_000, "listedRecords");
  }

  public static AttributionParameters defaults() {
    return new AttributionParameters(4, 20_000, 8, 32, 4, 1_000_000, 8);
  }

  private static void check(int value, int least, int most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " lies between " + least + " and " + most + ", got: " + value);
    }
  }
}
