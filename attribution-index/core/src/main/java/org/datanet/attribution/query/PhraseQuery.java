package org.datanet.attribution.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.Segment;

/// Where the words of one text stand in an index. Matches never cross the end of a record, because
/// no word is the sentinel. For one thread; segments are searched side by side on the common pool
/// when there is enough to do.
public final class PhraseQuery {

  private static final int PARALLEL_WORDS = 64;

  private final AttributionIndex index;
  private final int size;
  private final int[][] ids;
  private final SegmentSearch[] searches;

  /// @param words of the text, as [org.datanet.attribution.text.WordTokens] gives them
  public PhraseQuery(AttributionIndex index, List<String> words) {
    this.index = index;
    size = words.size();
    ids = index.wordIds(words);
    searches = new SegmentSearch[ids.length];
    Arrays.setAll(searches, i -> new SegmentSearch(index.segment(i), ids[i]));
  }

  /// How often each word occurs in one record a cluster.
  public long[] distinctCounts() {
    long[] counts = new long[size];
    int[] here = new int[ids.length];
    for (int word = 0; word < size; word++) {
      for (int i = 0; i < ids.length; i++) {
        here[i] = ids[i][word];
      }
      counts[word] = index.distinctCount(here);
    }
    return counts;
  }

  /// For each word, how many words from there on stand together in some record. Words of erased
  /// records do not count.
  public int[] longestMatches() {
    int[][] matches = new int[searches.length][size];
    IntStream all = IntStream.range(0, searches.length);
    (size >= PARALLEL_WORDS ? all.parallel() : all).forEach(i -> longestMatches(i, matches[i]));
    int[] longest = new int[size];
    for (int[] here : matches) {
      for (int word = 0; word < size; word++) {
        longest[word] = Math.max(longest[word], here[word]);
      }
    }
    return longest;
  }

  private void longestMatches(int segment, int[] matches) {
    searches[segment].longestMatches(matches);
    if (index.hasErased(segment)) {
      for (int word = 0; word < size; word++) {
        matches[word] = longestLive(segment, word, matches[word]);
      }
    }
  }

  /// The longest of at most `most` words that a record that is not erased has: how often a shorter
  /// phrase occurs only grows.
  private int longestLive(int segment, int word, int most) {
    int low = 0;
    int high = most;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (count(segment, new WordSpan(word, word + middle)) > 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// How often the whole text stands in the records, one word after the other.
  public long count() {
    return count(new WordSpan(0, size));
  }

  /// How often a part of the text does.
  public long count(WordSpan part) {
    long count = 0;
    for (int i = 0; i < searches.length; i++) {
      count += count(i, part);
    }
    return count;
  }

  private long count(int segment, WordSpan part) {
    if (part.words() == 0) {
      return 0;
    }
    long ranks = searches[segment].ranks(part.from(), part.to());
    int count = end(ranks) - first(ranks);
    return count == 0 || !index.hasErased(segment)
        ? count
        : count - erasedCount(segment, part, ranks);
  }

  /// Counts in the erased records' words or over the ranks, whichever is shorter.
  private long erasedCount(int segment, WordSpan part, long ranks) {
    Segment at = index.segment(segment);
    int base = index.firstOrdinal(segment);
    int[] erased = index.erasedOf(segment);
    long tokens = 0;
    for (int ordinal : erased) {
      tokens += at.recordStart(ordinal - base + 1) - at.recordStart(ordinal - base);
    }
    if (end(ranks) - first(ranks) <= tokens) {
      return IntStream.range(first(ranks), end(ranks))
          .filter(rank -> index.isErased(base + at.recordAt(at.suffix(rank))))
          .count();
    }
    long count = 0;
    for (int ordinal : erased) {
      int end = at.recordStart(ordinal - base + 1);
      for (int place = at.recordStart(ordinal - base); place < end; place++) {
        count += stands(segment, part, place) ? 1 : 0;
      }
    }
    return count;
  }

  private boolean stands(int segment, WordSpan part, int place) {
    return commonWords(segment, part, place) == part.words();
  }

  /// How many words of a part of the text stand at a place of a segment.
  int commonWords(int segment, WordSpan part, int place) {
    int common = 0;
    while (common < part.words()
        && index.segment(segment).token((long) place + common)
            == ids[segment][part.from() + common]) {
      common++;
    }
    return common;
  }

  static int first(long ranks) {
    return (int) (ranks >>> 32);
  }

  static int end(long ranks) {
    return (int) ranks;
  }

  /// The ranks of a part of the text in a segment, packed as [SegmentSearch#ranks] does.
  long ranks(int segment, WordSpan part) {
    return searches[segment].ranks(part.from(), part.to());
  }

  /// At most `limit` places of the whole text, by record and place.
  public List<Occurrence> locate(int limit) {
    List<Occurrence> found = new ArrayList<>();
    for (int i = 0; i < searches.length && found.size() < limit && size > 0; i++) {
      Segment segment = index.segment(i);
      int base = index.firstOrdinal(i);
      long ranks = ranks(i, new WordSpan(0, size));
      IntStream.range(first(ranks), end(ranks))
          .map(segment::suffix)
          .sorted()
          .filter(place -> !index.isErased(base + segment.recordAt(place)))
          .limit(limit - (long) found.size())
          .forEach(place -> found.add(occurrence(base, segment, place)));
    }
    return List.copyOf(found);
  }

  private Occurrence occurrence(int base, Segment segment, int place) {
    int ordinal = segment.recordAt(place);
    return new Occurrence(
        index.recordId(base + ordinal), base + ordinal, place - segment.recordStart(ordinal));
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
