package org.datanet.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainSnapshotTest {
  @TempDir private Path folder;

  @Test
  void isEmptyOnANewChainAndGivesBackTheNewestDump() throws Exception {
    ChainSnapshot snapshot = new ChainSnapshot(folder);
    assertThat(snapshot.read()).isEmpty();
    snapshot.write("0x01");
    snapshot.write("0x02");
    assertThat(snapshot.read()).contains("0x02");
  }

  @Test
  void fallsBackToTheOneBeforeWhenTheNewestIsDamaged() throws Exception {
    ChainSnapshot snapshot = new ChainSnapshot(folder);
    snapshot.write("0x01aa");
    snapshot.write("0x02bb");
    Path newest = folder.resolve("snapshot");
    Files.writeString(newest, Files.readString(newest).substring(0, 11));
    assertThat(snapshot.read()).contains("0x01aa");
  }
}
