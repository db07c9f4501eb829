package org.datanet.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.datanet.devstack.process.ProcessRecord;
import org.datanet.devstack.stack.ComponentStatus;
import org.datanet.devstack.stack.ComponentStatus.State;
import org.datanet.devstack.stack.SilentProgress;
import org.datanet.devstack.stack.StackFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real components but the app, and Keycloak, whose start takes longest and is proven by the
/// end-to-end story.
@Tag("stack")
class StackTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
  private static final Set<String> LEFT_OUT = Set.of("app", "keycloak");

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(ROOT, Path.of("unset"));

  @BeforeEach
  void needsTheLinuxPrograms() {
    workspace = new Workspace(ROOT, folder);
    assumeThat(Files.isExecutable(workspace.foundry("anvil")))
        .as("contracts/node_modules is missing: run npm ci in contracts")
        .isTrue();
  }

  @AfterEach
  void leavesNoProcess() throws Exception {
    DatanetStack.of(workspace).stack().stop(new SilentProgress());
    assertThat(new StackFile(workspace.stateFile()).read().processes()).isEmpty();
  }

  @Test
  void comesUpRestartsWhatWasKilledAndStopsWithoutTrace() throws Exception {
    up();
    Map<String, Long> before = pids();
    assertThat(before).containsOnlyKeys("postgres", "s3", "l2-node", "l2");

    kill("postgres");
    kill("l2-node");
    up();
    Map<String, Long> after = pids();
    assertThat(after).containsOnlyKeys("postgres", "s3", "l2-node", "l2");
    assertThat(after.get("s3")).isEqualTo(before.get("s3"));
    assertThat(after.get("postgres")).isNotEqualTo(before.get("postgres"));
    assertThat(after.get("l2")).as("restarts with its node").isNotEqualTo(before.get("l2"));

    List<ProcessHandle> all = after.values().stream().map(StackTest::process).toList();
    DatanetStack.of(workspace).stack().stop(new SilentProgress());
    assertThat(all).noneMatch(ProcessHandle::isAlive);
  }

  private void up() throws Exception {
    DatanetStack.of(workspace).stack().up(new SilentProgress(), LEFT_OUT);
  }

  private void kill(String name) throws Exception {
    Map<String, ProcessRecord> known = new StackFile(workspace.stateFile()).read().processes();
    ProcessHandle process =
        Optional.ofNullable(known.get(name)).flatMap(ProcessRecord::find).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private Map<String, Long> pids() throws Exception {
    return DatanetStack.of(workspace).stack().status().stream()
        .filter(one -> one.state() == State.ANSWERS)
        .collect(Collectors.toMap(ComponentStatus::name, ComponentStatus::pid));
  }

  private static ProcessHandle process(long pid) {
    return ProcessHandle.of(pid).orElseThrow();
  }
}
