package org.datanet.attribution.server.running;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.query.SpanIndex;
import org.datanet.kernel.RecordId;

@QuarkusTest
class RemoteSpansTest extends RemoteContract {

  @Override
  protected SpanIndex open(List<IndexedRecord> records, Set<RecordId> erased) {
    return remote(records, erased, 2);
  }
}
