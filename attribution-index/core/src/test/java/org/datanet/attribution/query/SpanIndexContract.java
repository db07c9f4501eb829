package org.datanet.attribution.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.query.SpanSearch.DatedSpan;
import org.datanet.attribution.query.SpanSearch.Limits;
import org.datanet.attribution.query.SpanSearch.SourceCluster;
import org.datanet.attribution.query.SpanSearch.SpanSources;
import org.datanet.attribution.query.SpanSearch.WordCounts;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;
import org.junit.jupiter.api.Test;

/// What every [SpanIndex] answers: what reading all records finds.
public abstract class SpanIndexContract {

  private static final int ROUNDS = 6;
  private static final Limits LIMITS = new Limits(4, 2);
  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));
  private static final AttributionParameters PARAMETERS =
      new AttributionParameters(3, 1_000, 5, 12, 4, 1_000_000, 8);

  /// An index of the records, without those that are erased.
  protected abstract SpanIndex open(List<IndexedRecord> records, Set<RecordId> erased);

  /// A search in the index and the same by reading, for one corpus.
  private record Pair(SpanSearch search, SpanSearch reading, int words) {}

  private Stream<Pair> pairs() {
    return corpora()
        .flatMap(corpus ->
            Stream.of(Set.<RecordId>of(), corpus.erased()).map(erased -> pair(corpus, erased)));
  }

  private static Stream<RandomCorpus> corpora() {
    return Stream.iterate(1, seed -> seed + 1)
        .limit(ROUNDS)
        .map(seed -> RandomCorpus.of(seed, 10 + 8 * seed));
  }

  private Pair pair(RandomCorpus corpus, Set<RecordId> erased) {
    List<String> words = WordTokens.of(corpus.answer()).words();
    return new Pair(
        open(corpus.records(), erased).search(words),
        new ReadSpans(corpus.records(), erased).search(words),
        words.size());
  }

  @Test
  void countsEachWordInOneRecordACluster() { // R33
    pairs()
        .forEach(pair -> {
          WordCounts counts = pair.search().wordCounts();
          assertThat(counts.corpusWords()).isEqualTo(pair.reading().wordCounts().corpusWords());
          assertThat(counts.occurrences()).isEqualTo(pair.reading().wordCounts().occurrences());
        });
  }

  @Test
  void findsTheLongestMatchAtEachWord() { // R33
    pairs()
        .forEach(pair ->
            assertThat(pair.search().longestMatches()).isEqualTo(pair.reading().longestMatches()));
  }

  @Test
  void namesTheSourcesOfEachPart() { // R30
    pairs()
        .forEach(pair -> {
          List<WordSpan> parts = parts(pair);
          List<SpanSources> sources = pair.search().sources(parts, LIMITS);
          List<SpanSources> read = pair.reading().sources(parts, LIMITS);
          assertThat(sources).hasSameSizeAs(parts);
          for (int i = 0; i < parts.size(); i++) {
            assertSameSources(sources.get(i), read.get(i));
          }
        });
  }

  private static List<WordSpan> parts(Pair pair) {
    List<WordSpan> parts =
        new ArrayList<>(PhraseQuery.maximalSpans(pair.reading().longestMatches(), 3));
    for (int from = 0; from + 1 < pair.words(); from += 2) {
      parts.add(new WordSpan(from, Math.min(pair.words(), from + 1 + from % 5)));
    }
    return parts;
  }

  private static void assertSameSources(SpanSources sources, SpanSources read) {
    assertThat(sources.occurrences()).isEqualTo(read.occurrences());
    assertThat(exceeds(sources)).isEqualTo(exceeds(read));
    if (!exceeds(read)) {
      assertThat(sources.records()).containsExactlyInAnyOrderElementsOf(read.records());
      assertThat(sources.clusters().stream().map(SpanIndexContract::sorted))
          .containsExactlyInAnyOrderElementsOf(
              read.clusters().stream().map(SpanIndexContract::sorted).toList());
    }
  }

  /// Whether a part is boilerplate; of several indexes none may say so and yet all together exceed.
  private static boolean exceeds(SpanSources sources) {
    Set<Address> contributors = new HashSet<>();
    sources.clusters().forEach(c -> c.heirs().forEach(h -> contributors.add(h.contributor())));
    return sources.isBoilerplate()
        || sources.clusters().size() > LIMITS.maxSources()
        || contributors.size() > LIMITS.maxContributors();
  }

  private static SourceCluster sorted(SourceCluster cluster) {
    return new SourceCluster(
        cluster.heirs().stream()
            .sorted(Comparator.comparing(heir -> heir.recordId().toString()))
            .toList(),
        cluster.firstAcceptedAt());
  }

  @Test
  void findsThePartsThatWereAcceptedEarlier() { // R41
    pairs()
        .forEach(pair -> {
          List<DatedSpan> dated = dated(pair);
          assertThat(pair.search().earlierParts(dated, 3))
              .isEqualTo(pair.reading().earlierParts(dated, 3));
        });
  }

  private static List<DatedSpan> dated(Pair pair) {
    List<WordSpan> spans = PhraseQuery.maximalSpans(pair.reading().longestMatches(), 3);
    List<SpanSources> sources = pair.reading().sources(spans, new Limits(1_000, 1_000));
    List<DatedSpan> dated = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Instant first =
          sources.get(i).clusters().stream()
              .map(SourceCluster::firstAcceptedAt)
              .min(Comparator.naturalOrder())
              .orElseThrow();
      dated.add(new DatedSpan(spans.get(i), first));
    }
    return dated;
  }

  @Test
  void givesTheIntegersThatReadingGives() { // R35
    corpora()
        .forEach(corpus ->
            Stream.of(Set.<RecordId>of(), corpus.erased())
                .forEach(erased ->
                    assertThat(attribution(open(corpus.records(), erased), corpus))
                        .isEqualTo(attribution(new ReadSpans(corpus.records(), erased), corpus))));
  }

  private static Attribution attribution(SpanIndex index, RandomCorpus corpus) {
    return Attributor.attribute(
        List.of(new DatasetIndex(VERSION, index)), List.of(), corpus.answer(), PARAMETERS);
  }

  @Test
  void nothingAskedNothingFound() {
    SpanSearch search = open(RandomCorpus.of(1, 20).records(), Set.of()).search(List.of());
    assertThat(search.wordCounts().occurrences()).isEmpty();
    assertThat(search.longestMatches()).isEmpty();
    assertThat(search.sources(List.of(), LIMITS)).isEmpty();
    assertThat(search.earlierParts(List.of(), 4)).isEmpty();
  }
}
