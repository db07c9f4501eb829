package org.datanet.devstack;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;
import org.datanet.devstack.base.BaseModelChoice;
import org.datanet.devstack.base.BaseModels;
import org.datanet.devstack.stack.SilentProgress;
import org.datanet.devstack.stack.StackLock;
import org.datanet.devstack.stack.Steps;

/// One command at work on a home: holds its lock and shows what it does.
final class Session {
  private static final int COMPONENTS = 6;

  private final Workspace workspace;
  private final PrintStream out;

  Session(Workspace workspace, PrintStream out) {
    this.workspace = workspace;
    this.out = out;
  }

  /// On datanet-nano, unless the home has another base model already.
  DatanetStack up() throws IOException {
    return up(Set.of(), Optional.empty(), BaseModels.NANO);
  }

  /// Brings the stack up but the components left out. When the start fails or is interrupted, what
  /// it started is stopped again.
  ///
  /// @param base the base model asked for
  /// @param preferred the one for a new home
  DatanetStack up(Set<String> leftOut, Optional<String> base, String preferred) throws IOException {
    try (StackLock lock = StackLock.take(workspace.lockFile())) {
      Steps steps = message -> out.printf("  base model %s%n", message);
      BaseModelChoice choice = BaseModels.of(workspace, steps).choose(base, preferred);
      out.println("  base model " + choice.shown());
      return up(leftOut);
    }
  }

  private DatanetStack up(Set<String> leftOut) throws IOException {
    try (ConsoleProgress progress = new ConsoleProgress("Starting", COMPONENTS, terminal(), out)) {
      DatanetStack datanet = DatanetStack.of(workspace);
      Thread interrupted = new Thread(() -> stopStartedHere(datanet));
      Runtime.getRuntime().addShutdownHook(interrupted);
      datanet.stack().up(progress, leftOut);
      Runtime.getRuntime().removeShutdownHook(interrupted);
      return datanet;
    }
  }

  private void stopStartedHere(DatanetStack datanet) {
    try {
      datanet.stack().stopStartedHere();
    } catch (IOException e) {
      out.println("could not stop everything: " + e.getMessage());
    }
  }

  /// Work on a stack that is stopped afterwards, whatever happens, Ctrl-C included.
  interface Work {
    int run() throws IOException;
  }

  int thenStop(Work work) throws IOException {
    Thread interrupted = new Thread(this::stopQuietly);
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      return work.run();
    } finally {
      stop();
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
  }

  private void stopQuietly() {
    try {
      DatanetStack.of(workspace).stack().stop(new SilentProgress());
    } catch (IOException e) {
      out.println("could not stop everything: " + e.getMessage());
    }
  }

  void stop() throws IOException {
    try (StackLock lock = StackLock.take(workspace.lockFile());
        ConsoleProgress progress = new ConsoleProgress("Stopping", COMPONENTS, false, out)) {
      DatanetStack.of(workspace).stack().stop(progress);
    }
  }

  static boolean terminal() {
    return "true".equals(System.getProperty("datanet.terminal"));
  }
}
