package org.datanet.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionLogTest {
  @TempDir private Path folder;

  @Test
  void remembersTransactionsInOrderAcrossRestarts() throws Exception {
    try (TransactionLog log = new TransactionLog(folder)) {
      log.append("0x01");
      log.rotate();
      log.append("0x02");
    }
    try (TransactionLog log = new TransactionLog(folder)) {
      log.append("0x03");
      assertThat(log.transactions()).containsExactly("0x01", "0x02", "0x03");
    }
  }

  @Test
  void leavesOutALineThatACrashCutShort() throws Exception {
    try (TransactionLog log = new TransactionLog(folder)) {
      log.append("0x01");
      Files.writeString(
          folder.resolve("transactions-00000001.log"), "0x02", StandardOpenOption.APPEND);
      assertThat(log.transactions()).containsExactly("0x01");
    }
  }

  @Test
  void forgetsOnlyWhatItIsToldTo() throws Exception {
    try (TransactionLog log = new TransactionLog(folder)) {
      log.append("0x01");
      int first = log.rotate();
      log.append("0x02");
      log.rotate();
      log.forget(first);
      assertThat(log.transactions()).containsExactly("0x02");
    }
  }
}
