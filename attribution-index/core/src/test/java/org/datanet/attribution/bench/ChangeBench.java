package org.datanet.attribution.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.devstack.measure.Measures;
import org.datanet.kernel.Address;
import org.datanet.kernel.RecordId;

/// Times of changes in the index of a whole corpus.
record ChangeBench(Measures measures) {

  /// Appends, erases and purges small records in the index of the whole corpus.
  void change(Path folder) {
    int times = 20;
    long[] append = new long[times];
    long[] erase = new long[times];
    try (IndexWriter writer = IndexWriter.open(folder)) {
      BuildSettings settings = new BuildSettings(1, 1 << 20);
      List<RecordId> ids = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        IndexedRecord record = newRecord(i);
        long begin = System.nanoTime();
        writer.append(List.of(record), settings, BuildProgress.SILENT);
        append[i] = System.nanoTime() - begin;
        ids.add(record.id());
      }
      for (int i = 0; i < times; i++) {
        long begin = System.nanoTime();
        writer.erase(List.of(ids.get(i)));
        erase[i] = System.nanoTime() - begin;
      }
      measures.percentiles("append_to_visible_%s_ms", append, 1e6, "ms");
      measures.percentiles("erase_to_hidden_%s_ms", erase, 1e6, "ms");
      timed("erase_to_purged_small_segments_s", () -> writer.purge(BuildProgress.SILENT));
      try (AttributionIndex index = AttributionIndex.open(folder)) {
        writer.erase(List.of(index.recordId(0)));
      }
      timed("erase_to_purged_whole_corpus_s", () -> writer.purge(BuildProgress.SILENT));
    }
  }

  private static IndexedRecord newRecord(int i) {
    return new IndexedRecord(
        new RecordId(new UUID(0x7000L, i)),
        Address.of("0x" + "7".repeat(40)),
        "a new record, the number " + i,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private void timed(String metric, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    measures.add(metric, (System.nanoTime() - begin) / 1e9, "s", 1, 1);
  }
}
