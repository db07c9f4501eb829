package org.datanet.attribution.shares;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.Ppm;

/// Computes the attribution of one answer, method `spans-v1` (see the package). Deterministic.
public final class Attributor {

  private final WordTokens answer;
  private final AttributionParameters parameters;
  private final AnswerWeights weights;
  private final List<FoundSpan> spans;
  private final long[] credited;

  private Attributor(
      List<DatasetIndex> indexes,
      List<RetrievedPassage> passages,
      String text,
      AttributionParameters parameters) {
    this.parameters = parameters;
    answer = WordTokens.of(text);
    SnapshotSpans snapshot = new SnapshotSpans(indexes, answer, parameters);
    weights = snapshot.weights();
    List<FoundSpan> found = snapshot.find(answer.size());
    spans = new ArrayList<>(found);
    if (!passages.isEmpty()) {
      spans.addAll(new PassageSpans(passages, answer, weights).find(covered(found), parameters));
    }
    credited = creditedWeights();
  }

  /// Who an answer comes from.
  ///
  /// @param indexes the dataset versions the adapter was trained on; nothing else may earn
  /// @param passages what was retrieved for this call; empty without retrieval
  public static Attribution attribute(
      List<DatasetIndex> indexes,
      List<RetrievedPassage> passages,
      String answer,
      AttributionParameters parameters) {
    return new Attributor(indexes, passages, answer, parameters).attribution();
  }

  private boolean[] covered(List<FoundSpan> found) {
    boolean[] covered = new boolean[answer.size()];
    found.forEach(span -> Arrays.fill(covered, span.words().from(), span.words().to(), true));
    return covered;
  }

  /// Each word goes to the best span that covers it; what is left of a span between better ones
  /// must still be `minWords` long.
  private long[] creditedWeights() {
    int[] best = bestSpans();
    long[] sums = new long[spans.size()];
    for (int from = 0, to; from < best.length; from = to) {
      to = from + 1;
      while (to < best.length && best[to] == best[from]) {
        to++;
      }
      if (best[from] >= 0 && to - from >= parameters.minWords()) {
        sums[best[from]] += weights.of(new WordSpan(from, to));
      }
    }
    return sums;
  }

  /// The number of the best span at each word, or -1.
  private int[] bestSpans() {
    Comparator<FoundSpan> order = FoundSpan.bestFirst(parameters.priorityWords());
    int[] best = new int[answer.size()];
    Arrays.fill(best, -1);
    for (int s = 0; s < spans.size(); s++) {
      FoundSpan span = spans.get(s);
      for (int word = span.words().from(); word < span.words().to(); word++) {
        if (span.acceptedAt().isBefore(Instant.MAX)
            && (best[word] < 0 || order.compare(span, spans.get(best[word])) < 0)) {
          best[word] = s;
        }
      }
    }
    return best;
  }

  private Attribution attribution() {
    Ledger ledger = new Ledger();
    List<Span> published = new ArrayList<>();
    for (int s = 0; s < spans.size(); s++) {
      FoundSpan span = spans.get(s);
      long weight =
          span.earners().isEmpty() ? 0 : credited[s]; // what an erased record had is nobody's
      Credit.split(weight, span.earners()).forEach(ledger::add);
      published.add(published(span, weight));
    }
    long total = weights.total();
    ledger.cap(parameters.contributorCapPpm(), total);
    List<RecordShare> records = ledger.shares(total);
    int attributed = records.stream().mapToInt(RecordShare::ppm).sum();
    return new Attribution(
        Attribution.METHOD,
        parameters,
        answer.size(),
        total,
        published,
        Ledger.byContributor(records),
        records,
        Ppm.WHOLE - attributed);
  }

  private Span published(FoundSpan span, long creditedWeight) {
    List<SpanRecord> records = new ArrayList<>();
    Map<Holder, Long> parts = Credit.split(Ppm.WHOLE, span.earners());
    parts.forEach((holder, ppm) -> records.add(record(holder, ppm.intValue())));
    span.others().forEach(holder -> records.add(record(holder, 0)));
    return new Span(
        answer.start(span.words().from()),
        answer.end(span.words().to() - 1),
        span.words().words(),
        span.kind(),
        weights.of(span.words()),
        creditedWeight,
        span.documents(),
        records.subList(0, Math.min(records.size(), parameters.listedRecords())));
  }

  private static SpanRecord record(Holder holder, int ppm) {
    return new SpanRecord(holder.recordId(), holder.datasetVersionId(), holder.contributor(), ppm);
  }
}
