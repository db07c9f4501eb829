package org.datanet.attribution.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.Segment;

/// Searches an index opened in this process.
final class LocalSpanSearch implements SpanSearch {

  /// A part that stands in more places is not followed to each of them.
  private static final int MAX_FOLLOWED = 1024;

  private final AttributionIndex index;
  private final PhraseQuery query;

  LocalSpanSearch(AttributionIndex index, List<String> words) {
    this.index = index;
    query = new PhraseQuery(index, words);
  }

  @Override
  public WordCounts wordCounts() {
    return new WordCounts(index.distinctWordCount(), query.distinctCounts());
  }

  @Override
  public int[] longestMatches() {
    return query.longestMatches();
  }

  @Override
  public List<SpanSources> sources(List<WordSpan> parts, Limits limits) {
    return parts.stream().map(part -> new Gathering(limits).of(part)).toList();
  }

  private Source source(int ordinal) {
    return new Source(
        index.recordId(ordinal), index.contributor(ordinal), index.acceptedAt(ordinal));
  }

  /// The sources of one part, gathered until they are too many.
  private final class Gathering {

    private final Limits limits;
    private final Set<Integer> ordinals = new HashSet<>();
    private final List<Source> records = new ArrayList<>();
    private final Map<Long, List<Source>> clusters = new LinkedHashMap<>();

    Gathering(Limits limits) {
      this.limits = limits;
    }

    SpanSources of(WordSpan part) {
      for (int i = 0; i < index.segmentCount() && !tooMany(); i++) {
        addAll(i, query.ranks(i, part));
      }
      List<SourceCluster> sources = new ArrayList<>();
      clusters.forEach((cluster, holders) -> sources.add(source(cluster, holders)));
      long contributors =
          sources.stream()
              .flatMap(source -> source.heirs().stream())
              .map(Source::contributor)
              .distinct()
              .count();
      long occurrences = query.count(part);
      return tooMany() || contributors > limits.maxContributors()
          ? new SpanSources(occurrences, true, List.of(), List.of())
          : new SpanSources(occurrences, false, records, sources);
    }

    private boolean tooMany() {
      return clusters.size() > limits.maxSources();
    }

    private void addAll(int at, long ranks) {
      Segment segment = index.segment(at);
      int end = PhraseQuery.end(ranks);
      for (int rank = PhraseQuery.first(ranks); rank < end && !tooMany(); rank++) {
        int ordinal = index.firstOrdinal(at) + segment.recordAt(segment.suffix(rank));
        if (!index.isErased(ordinal) && ordinals.add(ordinal)) {
          Source record = LocalSpanSearch.this.source(ordinal);
          records.add(record);
          clusters.computeIfAbsent(index.cluster(ordinal), key -> new ArrayList<>()).add(record);
        }
      }
    }

    private SourceCluster source(long cluster, List<Source> holders) {
      Instant first =
          holders.stream().map(Source::acceptedAt).min(Comparator.naturalOrder()).orElseThrow();
      boolean erased = index.heirs(cluster).length == 0;
      return new SourceCluster(
          holders.stream().filter(h -> !erased && h.acceptedAt().equals(first)).toList(), first);
    }
  }

  @Override
  public List<List<WordSpan>> earlierParts(List<DatedSpan> parts, int minWords) {
    return parts.stream().map(part -> earlierParts(part, minWords)).toList();
  }

  private List<WordSpan> earlierParts(DatedSpan whole, int minWords) {
    List<WordSpan> parts = new ArrayList<>();
    WordSpan words = whole.words();
    long everywhere = query.count(words);
    int reached = words.from();
    for (int from = words.from(); from + minWords <= words.to(); from++) {
      WordSpan least = new WordSpan(from, from + minWords);
      int to = from + earlierWords(whole, least, everywhere);
      if (to > reached && to - from >= minWords) {
        parts.add(new WordSpan(from, to));
        reached = to;
      }
    }
    return parts;
  }

  /// How many words from the start of `least` on, within the whole, stand in an earlier record.
  private int earlierWords(DatedSpan whole, WordSpan least, long everywhere) {
    long places = query.count(least);
    if (places == everywhere) {
      return 0; // it stands nowhere but within the whole, which has no earlier record
    }
    if (places > MAX_FOLLOWED) {
      return least.words();
    }
    WordSpan rest = new WordSpan(least.from(), whole.words().to());
    int most = 0;
    for (int i = 0; i < index.segmentCount(); i++) {
      long ranks = query.ranks(i, least);
      for (int rank = PhraseQuery.first(ranks); rank < PhraseQuery.end(ranks); rank++) {
        int place = index.segment(i).suffix(rank);
        if (isBefore(i, place, whole.acceptedAt())) {
          most = Math.max(most, query.commonWords(i, rest, place));
        }
      }
    }
    return most;
  }

  private boolean isBefore(int segment, int place, Instant time) {
    int ordinal = index.firstOrdinal(segment) + index.segment(segment).recordAt(place);
    return !index.isErased(ordinal) && index.acceptedAt(ordinal).isBefore(time);
  }
}
