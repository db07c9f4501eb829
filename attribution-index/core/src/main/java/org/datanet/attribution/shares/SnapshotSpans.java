package org.datanet.attribution.shares;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.query.Ranks;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;

/// Finds the spans of an answer in the indexes of the training snapshot (steps 1 to 3).
final class SnapshotSpans {

  private final List<DatasetIndex> indexes;
  private final List<int[]> ids = new ArrayList<>();
  private final AnswerWeights weights;
  private final AttributionParameters parameters;

  SnapshotSpans(
      List<DatasetIndex> indexes,
      WordTokens answer,
      AnswerWeights weights,
      AttributionParameters parameters) {
    this.indexes = indexes;
    this.weights = weights;
    this.parameters = parameters;
    indexes.forEach(dataset -> ids.add(dataset.index().wordIds(answer.words())));
  }

  List<FoundSpan> find(int answerWords) {
    int[] longest = new int[answerWords];
    for (int i = 0; i < indexes.size(); i++) {
      int[] here = new PhraseQuery(indexes.get(i).index()).longestMatches(ids.get(i));
      for (int word = 0; word < answerWords; word++) {
        longest[word] = Math.max(longest[word], here[word]);
      }
    }
    Map<WordSpan, FoundSpan> all = new LinkedHashMap<>();
    for (WordSpan span : PhraseQuery.maximalSpans(longest, parameters.minWords())) {
      if (weights.of(span) >= parameters.minMillibits()) {
        addWithEarlierParts(found(span), all);
      }
    }
    return List.copyOf(all.values());
  }

  /// Parts of a span that somebody handed in before the span's own earner: a text sewn together
  /// from older ones, such as a likely answer, leaves the old parts to their owners.
  private void addWithEarlierParts(FoundSpan span, Map<WordSpan, FoundSpan> all) {
    if (all.putIfAbsent(span.words(), span) == null && span.kind() != SpanKind.BOILERPLATE) {
      earlierParts(span).forEach(part -> addWithEarlierParts(found(part), all));
    }
  }

  private List<WordSpan> earlierParts(FoundSpan span) {
    List<WordSpan> parts = new ArrayList<>();
    int reached = 0;
    for (int from = span.words().from(); from < span.words().to(); from++) {
      int to = Math.max(reached, from + parameters.priorityWords() - 1);
      while (to < span.words().to() && isEarlier(new WordSpan(from, to + 1), span)) {
        to++;
      }
      if (to > reached && to - from >= parameters.priorityWords()) {
        parts.add(new WordSpan(from, to));
        reached = to;
      }
    }
    return parts;
  }

  private boolean isEarlier(WordSpan part, FoundSpan span) {
    return found(part).acceptedAt().isBefore(span.acceptedAt());
  }

  private FoundSpan found(WordSpan span) {
    Sources sources = new Sources();
    for (int i = 0; i < indexes.size() && !sources.tooMany(); i++) {
      sources.addAll(i, span);
    }
    if (sources.tooMany()) {
      return new FoundSpan(
          span, SpanKind.BOILERPLATE, 0, sources.documents.size(), List.of(), List.of());
    }
    List<Holder> earners = Credit.acceptedFirst(sources.heirs.values());
    List<Holder> others = new ArrayList<>(sources.documents.values());
    others.removeAll(earners);
    return new FoundSpan(
        span, SpanKind.SNAPSHOT, weights.of(span), sources.documents.size(), earners, others);
  }

  /// The records that hold a span, gathered until they are too many for anyone to be paid.
  private final class Sources {

    final Map<RecordId, Holder> documents = new LinkedHashMap<>();
    final Map<RecordId, Holder> heirs = new LinkedHashMap<>();
    private final Set<Address> contributors = new HashSet<>();
    private int clusters;

    boolean tooMany() {
      return clusters > parameters.maxSources()
          || contributors.size() > parameters.maxContributors();
    }

    void addAll(int dataset, WordSpan span) {
      AttributionIndex index = indexes.get(dataset).index();
      Ranks ranks = new PhraseQuery(index).find(ids.get(dataset), span.from(), span.to());
      Set<Integer> seen = new HashSet<>();
      Set<Integer> seenClusters = new HashSet<>();
      for (int rank = ranks.from(); rank < ranks.to() && !tooMany(); rank++) {
        int ordinal = index.recordAt(index.suffix(rank));
        if (seen.add(ordinal)) {
          boolean isNew =
              documents.putIfAbsent(index.recordId(ordinal), holder(dataset, ordinal)) == null;
          if (seenClusters.add(index.cluster(ordinal)) && isNew) {
            addCluster(dataset, index.cluster(ordinal));
          }
        }
      }
    }

    private void addCluster(int dataset, int cluster) {
      clusters++;
      for (int heir : indexes.get(dataset).index().heirs(cluster)) {
        Holder holder = holder(dataset, heir);
        heirs.putIfAbsent(holder.recordId(), holder);
        contributors.add(holder.contributor());
      }
    }

    private Holder holder(int dataset, int ordinal) {
      AttributionIndex index = indexes.get(dataset).index();
      return new Holder(
          index.recordId(ordinal),
          indexes.get(dataset).id(),
          index.contributor(ordinal),
          index.acceptedAt(ordinal));
    }
  }
}
