package org.datanet.inference.model;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Keeps an ending process from pulling libtorch away under a running call, which would crash it:
/// the shutdown hook waits for calls in flight, and later ones are refused.
final class NativeCalls {

  private static final ReentrantReadWriteLock OPEN = new ReentrantReadWriteLock();

  static {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("native-calls-end").unstarted(NativeCalls::end));
  }

  private NativeCalls() {}

  /// Never unlocked: the process ends with it.
  @SuppressWarnings("LockNotBeforeTry")
  private static void end() {
    OPEN.writeLock().lock();
  }

  /// @throws IllegalStateException when the process is shutting down
  static <T> T run(Supplier<T> call) {
    if (!OPEN.readLock().tryLock()) {
      throw new IllegalStateException("the process is shutting down");
    }
    try {
      return call.get();
    } finally {
      OPEN.readLock().unlock();
    }
  }
}
