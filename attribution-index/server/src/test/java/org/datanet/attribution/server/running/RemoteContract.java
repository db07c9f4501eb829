package org.datanet.attribution.server.running;

import java.util.List;
import java.util.Set;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.query.SpanFolders;
import org.datanet.attribution.query.SpanIndex;
import org.datanet.attribution.query.SpanIndexContract;
import org.datanet.attribution.server.IndexClient;
import org.datanet.attribution.server.RemoteSpans;
import org.datanet.kernel.RecordId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Indexes served under names of their own.
abstract class RemoteContract extends SpanIndexContract {

  private IndexClient client;
  private int indexes;

  @BeforeEach
  void connect() {
    ServerUnderTest.clear();
    client = ServerUnderTest.client();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  SpanIndex remote(List<IndexedRecord> records, Set<RecordId> erased, int segments) {
    String name = "index-" + indexes++;
    SpanFolders.write(ServerUnderTest.DATA.resolve(name), records, erased, segments);
    return new RemoteSpans(client, name);
  }
}
