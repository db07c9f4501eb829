package org.datanet.attribution.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.query.PhraseQuery;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.devstack.measure.Measures;
import org.datanet.kernel.DatasetVersionId;

/// Times of questions: opening, counting, longest matches, whole attributions.
record QueryBench(Measures measures) {

  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));
  private static final int ROUNDS = 5; // the last is measured

  void open(Path folder) {
    long[] nanos = new long[100];
    for (int i = 0; i < nanos.length; i++) {
      long begin = System.nanoTime();
      AttributionIndex index = AttributionIndex.open(folder);
      nanos[i] = System.nanoTime() - begin;
      index.close();
    }
    measures.percentiles("open_%s_ms", nanos, 1e6, "ms");
  }

  void count(AttributionIndex index) {
    Workload workload = new Workload(index);
    for (int words : new int[] {1, 2, 4, 8}) {
      count(index, workload.hits(5000, words), "count_" + words + "_words_hit");
      count(index, workload.misses(5000, words), "count_" + words + "_words_miss");
    }
  }

  /// From words to number, and without looking the words up in the vocabulary (`_ids_`).
  private void count(AttributionIndex index, List<List<String>> phrases, String name) {
    long[] whole = new long[phrases.size()];
    long[] search = new long[phrases.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < whole.length; i++) {
        long begin = System.nanoTime();
        new PhraseQuery(index, phrases.get(i)).count();
        whole[i] = System.nanoTime() - begin;
      }
    }
    List<PhraseQuery> queries = phrases.stream().map(p -> new PhraseQuery(index, p)).toList();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < search.length; i++) {
        long begin = System.nanoTime();
        queries.get(i).count();
        search[i] = System.nanoTime() - begin;
      }
    }
    measures.percentiles(name + "_%s_us", whole, 1e3, "us");
    measures.percentiles(name + "_ids_%s_us", search, 1e3, "us");
  }

  void longestMatches(String suffix, AttributionIndex index, List<String> texts) {
    long[] nanos = new long[texts.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < nanos.length; i++) {
        PhraseQuery query = new PhraseQuery(index, List.of(texts.get(i).split(" ")));
        long begin = System.nanoTime();
        query.longestMatches();
        nanos[i] = System.nanoTime() - begin;
      }
    }
    measures.percentiles("longest_match_500_%s_ms" + suffix, nanos, 1e6, "ms");
  }

  void attribute(String suffix, AttributionIndex index, List<String> texts) {
    long[] nanos = new long[texts.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < nanos.length; i++) {
        long begin = System.nanoTime();
        attribute(index, texts.get(i));
        nanos[i] = System.nanoTime() - begin;
      }
    }
    measures.percentiles("attribute_500_words_%s_ms" + suffix, nanos, 1e6, "ms");
  }

  private static void attribute(AttributionIndex index, String text) {
    Attributor.attribute(
        List.of(new DatasetIndex(VERSION, index)),
        List.of(),
        text,
        AttributionParameters.defaults());
  }

  void throughput(AttributionIndex index, List<String> texts) {
    for (int clients : new int[] {1, 2, 4, 8}) {
      long begin = System.nanoTime();
      try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
        for (int client = 0; client < clients; client++) {
          threads.submit(() -> texts.forEach(text -> attribute(index, text)));
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      measures.add(
          "attributions_per_s_" + clients + "_clients",
          clients * texts.size() / seconds,
          "1/s",
          clients * texts.size(),
          clients);
    }
  }
}
