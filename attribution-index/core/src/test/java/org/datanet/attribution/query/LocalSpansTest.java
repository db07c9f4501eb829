package org.datanet.attribution.query;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.RecordId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class LocalSpansTest {

  @TempDir Path folder;
  private final List<AttributionIndex> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(AttributionIndex::close);
  }

  private SpanIndex open(List<IndexedRecord> records, Set<RecordId> erased, int segments) {
    Path at = folder.resolve("" + open.size());
    SpanFolders.write(at, records, erased, segments);
    AttributionIndex index = AttributionIndex.open(at);
    open.add(index);
    return new LocalSpans(index);
  }

  @Nested
  class OfOneSegment extends SpanIndexContract {

    @Override
    protected SpanIndex open(List<IndexedRecord> records, Set<RecordId> erased) {
      return LocalSpansTest.this.open(records, erased, 1);
    }
  }

  @Nested
  class OfTwoSegments extends SpanIndexContract {

    @Override
    protected SpanIndex open(List<IndexedRecord> records, Set<RecordId> erased) {
      return LocalSpansTest.this.open(records, erased, 2);
    }
  }

  @Nested
  class OfFiveSegments extends SpanIndexContract {

    @Override
    protected SpanIndex open(List<IndexedRecord> records, Set<RecordId> erased) {
      return LocalSpansTest.this.open(records, erased, 5);
    }
  }

  @Nested
  class InTwoShards extends SpanIndexContract {

    @Override
    protected SpanIndex open(List<IndexedRecord> records, Set<RecordId> erased) {
      return new ShardedSpans(
          List.of(
              LocalSpansTest.this.open(SpanFolders.side(records, 0), erased, 1),
              LocalSpansTest.this.open(SpanFolders.side(records, 1), erased, 3)));
    }
  }
}
