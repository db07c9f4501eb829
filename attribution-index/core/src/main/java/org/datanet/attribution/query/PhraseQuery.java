package org.datanet.attribution.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.text.WordTokens;

/// Phrases in one index. Matches never cross the end of a record, because no word is the sentinel.
/// Thread-safe.
public final class PhraseQuery {

  private final AttributionIndex index;

  public PhraseQuery(AttributionIndex index) {
    this.index = index;
  }

  /// How often the words of `phrase` stand in the records, one after the other.
  public int count(String phrase) {
    int[] ids = index.wordIds(WordTokens.of(phrase).words());
    return find(ids, 0, ids.length).count();
  }

  /// At most `limit` places of a phrase, by record and place.
  public List<Occurrence> locate(String phrase, int limit) {
    int[] ids = index.wordIds(WordTokens.of(phrase).words());
    Ranks ranks = find(ids, 0, ids.length);
    return IntStream.range(ranks.from(), ranks.to())
        .map(index::suffix)
        .sorted()
        .limit(limit)
        .mapToObj(this::occurrence)
        .toList();
  }

  private Occurrence occurrence(int place) {
    int ordinal = index.recordAt(place);
    return new Occurrence(index.recordId(ordinal), ordinal, place - index.recordStart(ordinal));
  }

  /// The ranks of the phrase `ids[from]` to `ids[to - 1]`; none for an empty phrase.
  public Ranks find(int[] ids, int from, int to) {
    if (from >= to || ids[from] <= 0) {
      return Ranks.NONE;
    }
    int low = index.firstRank(ids[from]);
    int high = index.firstRank(ids[from] + 1);
    int start = bound(ids, from, to, low, high, false);
    return new Ranks(start, bound(ids, from, to, start, high, true));
  }

  /// The first rank whose suffix is not before (`after`: is beyond) the phrase.
  private int bound(int[] ids, int from, int to, int low, int high, boolean after) {
    while (low < high) {
      int middle = (low + high) >>> 1;
      int place = index.suffix(middle);
      int common = common(ids, from, to, place);
      boolean before =
          from + common == to ? after : index.token(place + common) < ids[from + common];
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// How many words of `ids[from..to)` stand at a place. A sentinel ends every match, so the walk
  /// never leaves the tokens.
  private int common(int[] ids, int from, int to, int place) {
    int common = 0;
    while (from + common < to && index.token(place + common) == ids[from + common]) {
      common++;
    }
    return common;
  }

  /// For each word of a text, how many words from there on stand together in some record.
  ///
  /// @param ids as [AttributionIndex#wordIds] gives them
  public int[] longestMatches(int[] ids) {
    return IntStream.range(0, ids.length).map(from -> longestMatch(ids, from)).toArray();
  }

  /// The best match is a neighbour of where the text itself would sort.
  private int longestMatch(int[] ids, int from) {
    if (ids[from] <= 0) {
      return 0;
    }
    int low = index.firstRank(ids[from]);
    int high = index.firstRank(ids[from] + 1);
    int rank = bound(ids, from, ids.length, low, high, false);
    int best = rank < high ? common(ids, from, ids.length, index.suffix(rank)) : 0;
    return rank > low
        ? Math.max(best, common(ids, from, ids.length, index.suffix(rank - 1)))
        : best;
  }

  /// Spans of at least `minWords` words that stand in some record and cannot be made longer.
  public List<WordSpan> maximalSpans(WordTokens text, int minWords) {
    return maximalSpans(longestMatches(index.wordIds(text.words())), minWords);
  }

  /// Maximal spans from the longest match at each word, in order; none lies within another.
  public static List<WordSpan> maximalSpans(int[] longest, int minWords) {
    List<WordSpan> spans = new ArrayList<>();
    int reached = 0;
    for (int from = 0; from < longest.length; from++) {
      if (from + longest[from] > reached) {
        reached = from + longest[from];
        if (longest[from] >= minWords) {
          spans.add(new WordSpan(from, reached));
        }
      }
    }
    return List.copyOf(spans);
  }
}
