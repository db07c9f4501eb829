package org.datanet.attribution.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;

/// What an index says, found by reading every record. Only records with the same words are a
/// cluster.
final class ReadSpans implements SpanIndex {

  private final List<Entry> entries;
  private final Map<List<String>, List<Entry>> clusters = new LinkedHashMap<>();

  private record Entry(IndexedRecord record, List<String> words, boolean erased) {

    SpanSearch.Source source() {
      return new SpanSearch.Source(record.id(), record.contributor(), record.acceptedAt());
    }
  }

  ReadSpans(List<IndexedRecord> records, Set<RecordId> erased) {
    entries =
        records.stream()
            .map(r -> new Entry(r, WordTokens.of(r.text()).words(), erased.contains(r.id())))
            .toList();
    entries.forEach(e -> clusters.computeIfAbsent(e.words(), k -> new ArrayList<>()).add(e));
  }

  @Override
  public SpanSearch search(List<String> words) {
    return new Search(words);
  }

  /// Whether the first record of a cluster, or another accepted with it, is left.
  private static boolean isHeld(List<Entry> cluster) {
    return cluster.stream()
        .anyMatch(e -> !e.erased() && e.record().acceptedAt().equals(firstAcceptedAt(cluster)));
  }

  private static Instant firstAcceptedAt(List<Entry> entries) {
    return entries.stream()
        .map(entry -> entry.record().acceptedAt())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static SpanSearch.SourceCluster source(List<Entry> cluster) {
    List<Entry> left = cluster.stream().filter(entry -> !entry.erased()).toList();
    Instant first = firstAcceptedAt(left);
    return new SpanSearch.SourceCluster(
        left.stream()
            .filter(e -> isHeld(cluster) && e.record().acceptedAt().equals(first))
            .map(Entry::source)
            .toList(),
        first);
  }

  private static int occurrences(List<String> text, List<String> phrase) {
    return (int)
        IntStream.rangeClosed(0, text.size() - phrase.size())
            .filter(at -> text.subList(at, at + phrase.size()).equals(phrase))
            .count();
  }

  private final class Search implements SpanSearch {

    private final List<String> words;

    Search(List<String> words) {
      this.words = words;
    }

    @Override
    public WordCounts wordCounts() {
      List<List<String>> texts =
          clusters.values().stream()
              .filter(ReadSpans::isHeld) // copies do not inherit
              .map(all -> all.getFirst().words())
              .toList();
      long[] counts = new long[words.size()];
      for (List<String> text : texts) {
        for (int i = 0; i < counts.length; i++) {
          counts[i] += occurrences(text, words.subList(i, i + 1));
        }
      }
      return new WordCounts(texts.stream().mapToLong(List::size).sum(), counts);
    }

    @Override
    public int[] longestMatches() {
      return IntStream.range(0, words.size())
          .map(from -> longest(from, words.size(), Instant.MAX))
          .toArray();
    }

    /// How many words from one on, at most up to another, stand in a record accepted before a time.
    private int longest(int from, int end, Instant before) {
      int most = 0;
      for (Entry entry : entries) {
        if (!entry.erased() && entry.record().acceptedAt().isBefore(before)) {
          while (from + most < end
              && occurrences(entry.words(), words.subList(from, from + most + 1)) > 0) {
            most++;
          }
        }
      }
      return most;
    }

    @Override
    public List<SpanSources> sources(List<WordSpan> parts, Limits limits) {
      return parts.stream().map(part -> sources(part, limits)).toList();
    }

    private SpanSources sources(WordSpan part, Limits limits) {
      List<String> phrase = words.subList(part.from(), part.to());
      List<Entry> holders =
          entries.stream()
              .filter(entry -> !entry.erased() && occurrences(entry.words(), phrase) > 0)
              .toList();
      long count = holders.stream().mapToLong(e -> occurrences(e.words(), phrase)).sum();
      Set<SourceCluster> found = new HashSet<>();
      holders.forEach(
          holder -> found.add(source(clusters.getOrDefault(holder.words(), List.of()))));
      Set<Address> contributors = new HashSet<>();
      found.forEach(c -> c.heirs().forEach(heir -> contributors.add(heir.contributor())));
      return found.size() > limits.maxSources() || contributors.size() > limits.maxContributors()
          ? new SpanSources(count, true, List.of(), List.of())
          : new SpanSources(
              count, false, holders.stream().map(Entry::source).toList(), List.copyOf(found));
    }

    @Override
    public List<List<WordSpan>> earlierParts(List<DatedSpan> parts, int minWords) {
      return parts.stream().map(part -> earlierParts(part, minWords)).toList();
    }

    private List<WordSpan> earlierParts(DatedSpan whole, int minWords) {
      List<WordSpan> found = new ArrayList<>();
      int reached = whole.words().from();
      for (int from = reached; from + minWords <= whole.words().to(); from++) {
        int to = from + longest(from, whole.words().to(), whole.acceptedAt());
        if (to > reached && to - from >= minWords) {
          found.add(new WordSpan(from, to));
          reached = to;
        }
      }
      return found;
    }
  }
}
