package org.datanet.attribution.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// A dataset version whose records are divided among several indexes: the longest match at a word
/// is the longest in any of them, sources and counts add up. Near duplicates are clusters only
/// within their own index; across indexes the record accepted first still takes a span. The indexes
/// are asked side by side, each by a virtual thread.
public record ShardedSpans(List<SpanIndex> shards) implements SpanIndex {

  public ShardedSpans {
    shards = List.copyOf(shards);
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("a dataset version needs at least one index");
    }
  }

  @Override
  public SpanSearch search(List<String> words) {
    return new Search(shards.stream().map(shard -> shard.search(words)).toList());
  }

  private static final Comparator<WordSpan> EARLIEST_LONGEST =
      Comparator.comparingInt(WordSpan::from).thenComparingInt(part -> -part.to());

  private record Search(List<SpanSearch> searches) implements SpanSearch {

    @Override
    public WordCounts wordCounts() {
      List<WordCounts> all = SideBySide.ask(searches, SpanSearch::wordCounts);
      long[] sums = new long[all.getFirst().occurrences().length];
      all.forEach(counts -> Arrays.setAll(sums, i -> sums[i] + counts.occurrences()[i]));
      return new WordCounts(all.stream().mapToLong(WordCounts::corpusWords).sum(), sums);
    }

    @Override
    public int[] longestMatches() {
      List<int[]> all = SideBySide.ask(searches, SpanSearch::longestMatches);
      int[] longest = all.getFirst().clone();
      all.forEach(matches -> Arrays.setAll(longest, i -> Math.max(longest[i], matches[i])));
      return longest;
    }

    @Override
    public List<SpanSources> sources(List<WordSpan> parts, Limits limits) {
      return joined(search -> search.sources(parts, limits), Search::joinedSources);
    }

    private static SpanSources joinedSources(List<SpanSources> all) {
      return new SpanSources(
          all.stream().mapToLong(SpanSources::occurrences).sum(),
          all.stream().anyMatch(SpanSources::isBoilerplate),
          all.stream().flatMap(sources -> sources.records().stream()).toList(),
          all.stream().flatMap(sources -> sources.clusters().stream()).toList());
    }

    @Override
    public List<List<WordSpan>> earlierParts(List<DatedSpan> parts, int minWords) {
      return joined(
          search -> search.earlierParts(parts, minWords),
          all -> maximal(all.stream().flatMap(List::stream).toList()));
    }

    private static List<WordSpan> maximal(List<WordSpan> parts) {
      List<WordSpan> maximal = new ArrayList<>();
      int reached = 0;
      for (WordSpan part : parts.stream().sorted(EARLIEST_LONGEST).toList()) {
        if (part.to() > reached) {
          maximal.add(part);
          reached = part.to();
        }
      }
      return maximal;
    }

    /// Asks all for a list and joins the elements of each place.
    private <T> List<T> joined(Function<SpanSearch, List<T>> ask, Function<List<T>, T> join) {
      List<List<T>> all = SideBySide.ask(searches, ask);
      List<T> joined = new ArrayList<>();
      for (int i = 0; i < all.getFirst().size(); i++) {
        int place = i;
        joined.add(join.apply(all.stream().map(list -> list.get(place)).toList()));
      }
      return joined;
    }
  }
}
