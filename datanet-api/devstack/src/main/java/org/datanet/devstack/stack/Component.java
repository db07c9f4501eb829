package org.datanet.devstack.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.datanet.devstack.process.Launch;

/// One process of the stack.
public interface Component {

  /// Its name in `status`, in `stack.json` and of its log.
  String name();

  /// Names of the components that must answer before this one starts.
  default List<String> needs() {
    return List.of();
  }

  /// Those of `needs` whose restart makes a running process of this component useless: it is
  /// stopped before they start and then started anew.
  default List<String> restartsWith() {
    return List.of();
  }

  /// The port people and other components reach it at.
  int port();

  /// False when there is nothing to start yet (not built): the stack then comes up without it.
  default boolean present() {
    return true;
  }

  /// Installs and configures what is missing, then says how to start. Called again before every
  /// start, so it must do nothing the second time. `steps` takes one-line messages for people.
  Launch prepare(Steps steps) throws IOException;

  /// Whether the component does its work now: asks it, not its log.
  boolean answers() throws IOException;

  /// Called once after the first answer of a process that was just started.
  default void answered() throws IOException {}

  /// How long it may take from start to first answer.
  default Duration patience() {
    return Duration.ofSeconds(60);
  }

  /// How long it may take to stop politely.
  default Duration grace() {
    return Duration.ofSeconds(15);
  }

  default String stopSignal() {
    return "TERM";
  }

  /// How often a start is tried when the process ends by itself before it answers.
  default int attempts() {
    return 1;
  }
}
