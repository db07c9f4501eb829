package org.datanet.devstack.stack;

/// Where a component tells people what it is doing while they wait.
@FunctionalInterface
public interface Steps {
  void say(String message);
}
