package org.datanet.attribution.server.running;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.query.ShardedSpans;
import org.datanet.attribution.query.SpanFolders;
import org.datanet.attribution.query.SpanIndex;
import org.datanet.kernel.RecordId;

@QuarkusTest
class RemoteShardsTest extends RemoteContract {

  @Override
  protected SpanIndex open(List<IndexedRecord> records, Set<RecordId> erased) {
    return new ShardedSpans(
        List.of(
            remote(SpanFolders.side(records, 0), erased, 1),
            remote(SpanFolders.side(records, 1), erased, 3)));
  }
}
