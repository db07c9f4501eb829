package org.datanet.inference.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.datanet.inference.InferenceProblem;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// The bounded queue before the engine, first come, first served. Thread-safe.
final class WaitingLine {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Generation> waiting = new ArrayDeque<>();
  private final int limit;
  private boolean closed;

  WaitingLine(int limit) {
    this.limit = limit;
  }

  /// @throws ProblemException `queue-full` when there is no room
  void add(Generation generation) {
    lock.lock();
    try {
      if (closed || waiting.size() >= limit) {
        throw new ProblemException(
            InferenceProblem.QUEUE_FULL, limit + " calls are waiting already. Try again later.");
      }
      waiting.add(generation);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  boolean hasRoom() {
    return size() < limit;
  }

  /// Blocks while the line is empty; false once it is closed.
  boolean awaitWork() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// Takes the first one if it passes the test; null if there is none or it does not.
  @Nullable Generation pollIf(Predicate<Generation> test) {
    lock.lock();
    try {
      Generation first = waiting.peek();
      return first != null && test.test(first) ? waiting.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  /// Takes all that pass the test.
  List<Generation> removeIf(Predicate<Generation> test) {
    lock.lock();
    try {
      List<Generation> removed = new ArrayList<>(waiting.stream().filter(test).toList());
      waiting.removeAll(removed);
      return removed;
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
