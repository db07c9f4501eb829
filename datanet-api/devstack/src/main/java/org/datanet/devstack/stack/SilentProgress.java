package org.datanet.devstack.stack;

import java.time.Duration;

/// Says nothing.
public final class SilentProgress implements StackProgress {
  @Override
  public void doing(String component, String message) {}

  @Override
  public void ready(String component, int port, Duration took) {}

  @Override
  public void alreadyRunning(String component, int port) {}

  @Override
  public void absent(String component) {}
}
