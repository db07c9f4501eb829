package org.datanet.devstack;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.datanet.devstack.base.BaseModelChoice;
import org.datanet.devstack.stack.ComponentStatus;
import picocli.CommandLine.Command;

/// `status`: one line per component; exit code 0 when all that is built answers.
@Command(name = "status", description = "One line per component.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    List<ComponentStatus> all = DatanetStack.of(Workspace.current()).stack().status();
    System.out.printf(
        "%-10s %-8s %6s %8s %10s %8s%n", "component", "state", "port", "pid", "up", "MiB");
    for (ComponentStatus one : all) {
      System.out.println(line(one));
    }
    BaseModelChoice.of(Workspace.current())
        .ifPresent(base -> System.out.println("base model " + base.shown()));
    boolean up =
        all.stream()
            .filter(one -> one.state() != ComponentStatus.State.ABSENT)
            .allMatch(one -> one.state() == ComponentStatus.State.ANSWERS);
    return up ? 0 : 1;
  }

  private static String line(ComponentStatus one) {
    Duration up = one.uptime();
    return String.format(
        Locale.ROOT,
        "%-10s %-8s %6d %8s %10s %8d",
        one.name(),
        one.state().name().toLowerCase(Locale.ROOT),
        one.port(),
        one.pid() == 0 ? "-" : one.pid(),
        "%d:%02d:%02d".formatted(up.toHours(), up.toMinutesPart(), up.toSecondsPart()),
        one.memory().residentBytes() >> 20);
  }
}
