package org.datanet.attribution.query;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.datanet.attribution.index.BuildProgress;
import org.datanet.attribution.index.BuildSettings;
import org.datanet.attribution.index.IndexWriter;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.RecordId;

/// Writes indexes of records for tests.
public final class SpanFolders {

  private SpanFolders() {}

  /// Records in about so many segments, then erases those that are in it.
  public static void write(
      Path folder, List<IndexedRecord> records, Set<RecordId> erased, int segments) {
    int characters = records.stream().mapToInt(record -> record.text().length()).sum();
    try (IndexWriter writer = IndexWriter.open(folder)) {
      writer.append(records, new BuildSettings(1, 1 + characters / segments), BuildProgress.SILENT);
      List<RecordId> here =
          records.stream().map(IndexedRecord::id).filter(erased::contains).toList();
      if (!here.isEmpty()) {
        writer.erase(here);
      }
    }
  }

  /// The records of one side of a random corpus.
  public static List<IndexedRecord> side(List<IndexedRecord> records, int side) {
    return records.stream().filter(record -> RandomCorpus.sideOf(record) == side).toList();
  }
}
