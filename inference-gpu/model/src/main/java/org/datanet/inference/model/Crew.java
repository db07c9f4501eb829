package org.datanet.inference.model;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads that run one task together, the caller being part 0. A token has
/// hundreds of meeting points, each far shorter than the wake-up of a thread: the parts spin there
/// for some ten microseconds and only then begin to sleep. One caller at a time.
final class Crew implements AutoCloseable {

  private static final int SPINS = 2_000;
  private static final long NAP_NANOS = 20_000;

  private final Thread[] others;
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int task;
  private volatile int meeting;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private IntConsumer work = part -> {};

  /// @param size parts of a task, >= 1, the caller included
  Crew(int size) {
    others = new Thread[size - 1];
    for (int i = 0; i < others.length; i++) {
      int part = i + 1;
      others[i] = Thread.ofPlatform().daemon().name("decoder-" + part).start(() -> serve(part));
    }
  }

  int size() {
    return others.length + 1;
  }

  /// Runs `work` for each part 0 … size-1, in parallel.
  ///
  /// @throws IllegalStateException when a part failed
  void run(IntConsumer work) {
    failure = null;
    arrived.set(0);
    working.set(others.length);
    this.work = work;
    begin();
    perform(0);
    for (int spins = 0; working.get() > 0; spins++) {
      pause(spins);
    }
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("decoding failed: " + failed, failed);
    }
  }

  /// The caller alone writes `task`.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void begin() {
    task++;
    for (Thread other : others) {
      LockSupport.unpark(other);
    }
  }

  private void serve(int part) {
    int seen = 0;
    while (true) {
      for (int spins = 0; task == seen; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      seen = task;
      if (closed) {
        return;
      }
      perform(part);
      working.decrementAndGet();
    }
  }

  private void perform(int part) {
    try {
      work.accept(part);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /// Waits until every part of the running task is here. What a part wrote before, all see after.
  ///
  /// @throws IllegalStateException when another part failed and will not come
  void meet() {
    int now = meeting;
    if (arrived.incrementAndGet() == size()) {
      arrived.set(0);
      meeting = now + 1;
      return;
    }
    for (int spins = 0; meeting == now; spins++) {
      if (failure != null) {
        throw new IllegalStateException("another part failed");
      }
      pause(spins);
    }
  }

  private static void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  @Override
  public void close() {
    closed = true;
    begin();
  }
}
