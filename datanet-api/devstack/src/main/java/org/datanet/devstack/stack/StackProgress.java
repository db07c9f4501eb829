package org.datanet.devstack.stack;

import java.time.Duration;

/// What happens to the components while a stack comes up; called from several threads.
public interface StackProgress {

  void doing(String component, String message);

  void ready(String component, int port, Duration took);

  void alreadyRunning(String component, int port);

  /// Not built yet or not wanted: the stack comes up without it.
  void absent(String component);
}
