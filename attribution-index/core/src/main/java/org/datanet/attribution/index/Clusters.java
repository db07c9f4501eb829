package org.datanet.attribution.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Near-duplicate clusters, numbered by their first record. The heirs of a cluster are the records
/// accepted first: more than one when accepted at the same instant.
record Clusters(int[] clusterOf, List<List<Integer>> heirs) {

  static Clusters of(Corpus corpus) {
    int records = corpus.records().size();
    int[] leaders = NearDuplicates.leaders(records, corpus::shinglesOf);
    int[] clusterOf = new int[records];
    List<List<Integer>> heirs = new ArrayList<>();
    for (int record = 0; record < records; record++) {
      if (leaders[record] == record) {
        clusterOf[record] = heirs.size();
        heirs.add(new ArrayList<>());
      } else {
        clusterOf[record] = clusterOf[leaders[record]];
      }
      keepEarliest(corpus, heirs.get(clusterOf[record]), record);
    }
    return new Clusters(clusterOf, heirs);
  }

  private static void keepEarliest(Corpus corpus, List<Integer> heirs, int record) {
    Instant acceptedAt = corpus.records().get(record).acceptedAt();
    int order =
        heirs.isEmpty()
            ? 0
            : acceptedAt.compareTo(corpus.records().get(heirs.getFirst()).acceptedAt());
    if (order < 0) {
      heirs.clear();
    }
    if (order <= 0) {
      heirs.add(record);
    }
  }
}
