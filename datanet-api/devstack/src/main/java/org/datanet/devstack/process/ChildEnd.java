package org.datanet.devstack.process;

/// Ends a foreground child, with its own children, when its work is over or when this JVM is told
/// to stop.
final class ChildEnd implements AutoCloseable {
  private final Process child;
  private final Thread hook;

  ChildEnd(Process child) {
    this.child = child;
    this.hook = new Thread(this::end);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    child.descendants().forEach(ProcessHandle::destroy);
    child.destroy();
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already and runs the hook by itself.
      return;
    }
  }
}
