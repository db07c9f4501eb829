package org.datanet.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path folder;

  @Test
  void keepsThreeOldLogsAndStartsAfresh() throws Exception {
    LogFile log = new LogFile(folder.resolve("a.log"));
    for (int start = 1; start <= 5; start++) {
      log.rotate();
      Files.writeString(log.path(), "start " + start);
    }
    assertThat(log.tail(5)).containsExactly("start 5");
    assertThat(folder.resolve("a.log.3")).hasContent("start 2");
    assertThat(folder.resolve("a.log.4")).doesNotExist();
  }

  @Test
  void readsTheLastLinesAndNothingFromAMissingLog() throws Exception {
    LogFile log = new LogFile(folder.resolve("b.log"));
    assertThat(log.tail(3)).isEmpty();
    Files.writeString(log.path(), "1\n2\n3\n4\n");
    assertThat(log.tail(3)).containsExactly("2", "3", "4");
  }
}
