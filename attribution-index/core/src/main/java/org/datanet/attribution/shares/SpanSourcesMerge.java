package org.datanet.attribution.shares;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datanet.attribution.query.SpanSearch.Source;
import org.datanet.attribution.query.SpanSearch.SourceCluster;
import org.datanet.attribution.query.SpanSearch.SpanSources;
import org.datanet.attribution.query.WordSpan;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.RecordId;

/// Joins what the dataset versions of a snapshot say of one span. A record of several versions
/// counts once, for the first.
final class SpanSourcesMerge {

  private final List<DatasetVersionId> ids;
  private final AttributionParameters parameters;
  private final Map<RecordId, Holder> documents = new LinkedHashMap<>();
  private final Map<RecordId, Holder> heirs = new LinkedHashMap<>();
  private final Set<Address> contributors = new HashSet<>();
  private Instant firstAcceptedAt = Instant.MAX;
  private int clusters;

  SpanSourcesMerge(List<DatasetVersionId> ids, AttributionParameters parameters) {
    this.ids = ids;
    this.parameters = parameters;
  }

  FoundSpan of(WordSpan span, List<SpanSources> answers, AnswerWeights weights) {
    boolean boilerplate = false;
    long occurrences = 0;
    for (int i = 0; i < answers.size(); i++) {
      boilerplate |= answers.get(i).isBoilerplate();
      occurrences += answers.get(i).occurrences();
      add(ids.get(i), answers.get(i));
    }
    if (boilerplate
        || clusters > parameters.maxSources()
        || contributors.size() > parameters.maxContributors()) {
      return FoundSpan.boilerplate(span, occurrences);
    }
    List<Holder> earners = Credit.acceptedFirst(heirs.values(), firstAcceptedAt);
    return new FoundSpan(
        span,
        SpanKind.SNAPSHOT,
        weights.of(span),
        documents.size(),
        firstAcceptedAt,
        earners,
        Credit.others(documents.values(), earners));
  }

  private void add(DatasetVersionId dataset, SpanSources sources) {
    for (Source record : sources.records()) {
      documents.putIfAbsent(record.recordId(), holder(dataset, record));
    }
    for (SourceCluster cluster : sources.clusters()) {
      boolean isNew = cluster.heirs().isEmpty();
      for (Source heir : cluster.heirs()) {
        isNew |= heirs.putIfAbsent(heir.recordId(), holder(dataset, heir)) == null;
        contributors.add(heir.contributor());
      }
      clusters += isNew ? 1 : 0;
      if (cluster.firstAcceptedAt().isBefore(firstAcceptedAt)) {
        firstAcceptedAt = cluster.firstAcceptedAt();
      }
    }
  }

  private static Holder holder(DatasetVersionId dataset, Source source) {
    return new Holder(source.recordId(), dataset, source.contributor(), source.acceptedAt());
  }
}
