package org.datanet.attribution.shares;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.query.SpanSearch;
import org.datanet.attribution.query.SpanSearch.DatedSpan;
import org.datanet.attribution.query.SpanSearch.Limits;
import org.datanet.attribution.query.SpanSearch.SpanSources;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.DatasetVersionId;

/// Finds the spans of an answer in the dataset versions of the training snapshot (steps 1 to 3).
final class SnapshotSpans {

  private final List<DatasetVersionId> ids;
  private final List<SpanSearch> searches;
  private final AnswerWeights weights;
  private final AttributionParameters parameters;
  private final Map<WordSpan, FoundSpan> found = new LinkedHashMap<>();

  SnapshotSpans(List<DatasetIndex> indexes, WordTokens answer, AttributionParameters parameters) {
    this.parameters = parameters;
    ids = indexes.stream().map(DatasetIndex::id).toList();
    searches = indexes.stream().map(dataset -> dataset.index().search(answer.words())).toList();
    weights =
        new AnswerWeights(searches.stream().map(SpanSearch::wordCounts).toList(), answer.size());
  }

  AnswerWeights weights() {
    return weights;
  }

  List<FoundSpan> find(int answerWords) {
    int[] longest = new int[answerWords];
    for (SpanSearch search : searches) {
      int[] here = search.longestMatches();
      for (int word = 0; word < answerWords; word++) {
        longest[word] = Math.max(longest[word], here[word]);
      }
    }
    List<FoundSpan> latest =
        find(
            PhraseQuery.maximalSpans(longest, parameters.minWords()).stream()
                .filter(span -> weights.of(span) >= parameters.minMillibits())
                .toList());
    latest.forEach(span -> found.put(span.words(), span));
    while (!latest.isEmpty()) {
      latest = earlierParts(latest);
    }
    return List.copyOf(found.values());
  }

  /// Parts of spans that somebody handed in before the span's own earner: a text sewn together from
  /// older ones, such as a likely answer, leaves the old parts to their owners, and boilerplate to
  /// nobody. Each is kept.
  private List<FoundSpan> earlierParts(List<FoundSpan> spans) {
    Map<WordSpan, FoundSpan> wholes =
        wholesOfParts(
            spans.stream()
                .filter(span -> span.kind() != SpanKind.BOILERPLATE)
                .filter(span -> span.words().words() >= parameters.priorityWords())
                .toList());
    wholes.keySet().removeAll(found.keySet());
    List<FoundSpan> earlier = new ArrayList<>();
    for (FoundSpan part : find(List.copyOf(wholes.keySet()))) {
      FoundSpan whole = Objects.requireNonNull(wholes.get(part.words()));
      if (part.kind() == SpanKind.BOILERPLATE) {
        found.put(part.words(), part.keepingItsWords());
      } else if (part.acceptedAt().isBefore(whole.acceptedAt())) {
        found.put(part.words(), part);
        earlier.add(part);
      }
    }
    return earlier;
  }

  private Map<WordSpan, FoundSpan> wholesOfParts(List<FoundSpan> spans) {
    Map<WordSpan, FoundSpan> wholes = new LinkedHashMap<>();
    List<DatedSpan> dated =
        spans.stream().map(span -> new DatedSpan(span.words(), span.acceptedAt())).toList();
    for (SpanSearch search : dated.isEmpty() ? List.<SpanSearch>of() : searches) {
      List<List<WordSpan>> parts = search.earlierParts(dated, parameters.priorityWords());
      for (int i = 0; i < parts.size(); i++) {
        for (WordSpan part : parts.get(i)) {
          wholes.putIfAbsent(part, spans.get(i));
        }
      }
    }
    return wholes;
  }

  private List<FoundSpan> find(List<WordSpan> spans) {
    if (spans.isEmpty()) {
      return List.of();
    }
    Limits limits = new Limits(parameters.maxSources(), parameters.maxContributors());
    List<List<SpanSources>> answers =
        searches.stream().map(search -> search.sources(spans, limits)).toList();
    List<FoundSpan> all = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      int place = i;
      all.add(
          new SpanSourcesMerge(ids, parameters)
              .of(
                  spans.get(i),
                  answers.stream().map(answer -> answer.get(place)).toList(),
                  weights));
    }
    return all;
  }
}
