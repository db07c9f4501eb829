package org.datanet.attribution.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.DatasetVersionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageIndexTest {

  private static final DatasetVersionId VERSION = new DatasetVersionId(new UUID(0x7000L, 1));

  @TempDir Path folder;

  @Test
  void findsThePassageThatAnswers() { // R30
    PassageIndex.build(folder, Samples.literature());
    try (PassageIndex index = PassageIndex.open(folder, VERSION)) {
      List<RetrievedPassage> passages = index.search("Who sent out a great WIND into the sea?", 3);
      assertThat(passages).hasSizeLessThanOrEqualTo(3).isNotEmpty();
      assertThat(passages.getFirst().text()).contains("great wind");
      assertThat(passages.getFirst().contributor()).isEqualTo(Samples.account(2));
      assertThat(passages.getFirst().datasetVersionId()).isEqualTo(VERSION);
      assertThat(index.search("xylophone", 3)).isEmpty();
      assertThat(index.search("?!", 3)).isEmpty();
    }
  }

  @Test
  void ofEqualRecordsOnlyTheFirstAcceptedIsFound() { // R41
    List<IndexedRecord> records = new ArrayList<>();
    for (int i = 50; i > 0; i--) {
      records.add(Samples.record(i, i, i % 2 == 0 ? "A GREAT  WIND" : "a great wind"));
    }
    PassageIndex.build(folder, records);
    try (PassageIndex index = PassageIndex.open(folder, VERSION)) {
      assertThat(index.search("great wind", 10))
          .extracting(RetrievedPassage::recordId)
          .containsExactly(Samples.recordId(1));
    }
  }

  @Test
  void buildingAgainReplaces() {
    PassageIndex.build(folder, Samples.literature());
    PassageIndex.build(folder, List.of(Samples.record(1, 1, "only this")));
    try (PassageIndex index = PassageIndex.open(folder, VERSION)) {
      assertThat(index.search("whale sea only", 10)).hasSize(1);
    }
  }
}
