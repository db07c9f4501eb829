package org.datanet.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.datanet.devstack.process.ProcessRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
  @TempDir private Path folder;

  @Test
  void readsBackWhatItWrote() throws Exception {
    Path path = folder.resolve("stack.json");
    ProcessRecord process = new ProcessRecord(12, 34_000, "abc", "INT");
    new StackFile(path).change(state -> state.withPorts(Map.of("a", 1)).with("postgres", process));
    StackState read = new StackFile(path).read();
    assertThat(read.ports()).containsExactly(Map.entry("a", 1));
    assertThat(read.processes()).containsExactly(Map.entry("postgres", process));
    assertThat(new StackFile(path).change(state -> state.without("postgres")).processes())
        .isEmpty();
  }

  @Test
  void isEmptyBeforeTheFirstStart() throws Exception {
    assertThat(new StackFile(folder.resolve("none.json")).read()).isEqualTo(StackState.empty());
  }

  @Test
  void saysWhatToDoWhenItIsDamaged() throws Exception {
    Path path = folder.resolve("stack.json");
    Files.writeString(path, "{\"ports\":");
    assertThatThrownBy(() -> new StackFile(path).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged");
  }
}
