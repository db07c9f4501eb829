package org.datanet.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
  @TempDir private Path folder;

  @Test
  void findsAndStopsTheProcessItRemembers() throws Exception {
    ProcessHandle process = sleeper();
    ProcessRecord record = ProcessRecord.of(process, "f", "TERM");
    assertThat(record.find()).contains(process);
    DetachedProcess.stop(record, Duration.ofSeconds(5));
    assertThat(process.isAlive()).isFalse();
    assertThat(record.find()).isEmpty();
  }

  @Test
  void neverTouchesAnotherProcessThatGotTheSameId() throws Exception {
    ProcessHandle stranger = sleeper();
    try {
      ProcessRecord ours = ProcessRecord.of(stranger, "f", "KILL");
      ProcessRecord recycled =
          new ProcessRecord(ours.pid(), ours.startedAtMillis() - 60_000, "f", "KILL");
      assertThat(recycled.find()).isEmpty();
      DetachedProcess.stop(recycled, Duration.ofSeconds(1));
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void killsAProcessThatIgnoresThePoliteSignal() throws Exception {
    Launch stubborn =
        new Launch(
            List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"),
            Map.of(),
            folder,
            "");
    Path log = folder.resolve("log");
    ProcessHandle process = DetachedProcess.start(stubborn, log);
    while (new LogFile(log).tail(1).isEmpty()) {
      Thread.sleep(20);
    }
    DetachedProcess.stop(ProcessRecord.of(process, "f", "TERM"), Duration.ofMillis(200));
    assertThat(process.isAlive()).isFalse();
  }

  private ProcessHandle sleeper() throws Exception {
    Launch launch = new Launch(List.of("sleep", "600"), Map.of(), folder, "");
    return DetachedProcess.start(launch, folder.resolve("log"));
  }
}
