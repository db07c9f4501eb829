package org.datanet.inference.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// The bounded queue before the engine, fair between tenants by the virtual token counter (Sheng et
/// al., "Fairness in Serving Large Language Models", OSDI 2024): whoever was given the fewest
/// tokens is next, and who comes back after a pause starts at the level of those who wait, so that
/// nobody saves up. Within a tenant: first come, first served. A place is reserved before the
/// adapter is loaded, so that loads are bounded too. Thread-safe.
final class WaitingLine {

  private static final int TENANTS_KEPT = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Tenant> tenants = new TreeMap<>();
  private final int limit;
  private final int tenantLimit;
  private int places;
  private double level;
  private boolean closed;

  private static final class Tenant {
    final Deque<Generation> waiting = new ArrayDeque<>();
    int places;
    double served;
  }

  WaitingLine(InferenceConfig config) {
    this.limit = config.queueLimit();
    this.tenantLimit = config.tenantQueueLimit();
  }

  /// Takes a place for a generation that is still being prepared: [#add] or [#abandon] follows.
  ///
  /// @throws ProblemException `queue-full` when there is no room
  void reserve(String tenant) {
    lock.lock();
    try {
      if (closed || !roomFor(tenant)) {
        throw full(tenant);
      }
      places++;
      tenants.computeIfAbsent(tenant, t -> new Tenant()).places++;
    } finally {
      lock.unlock();
    }
  }

  boolean hasRoom(String tenant) {
    lock.lock();
    try {
      return roomFor(tenant);
    } finally {
      lock.unlock();
    }
  }

  private boolean roomFor(String tenant) {
    Tenant known = tenants.get(tenant);
    return places < limit && (known == null || known.places < tenantLimit);
  }

  /// Who refused a call says how many wait.
  ProblemException full(String tenant) {
    lock.lock();
    try {
      Tenant known = tenants.get(tenant);
      int own = known == null ? 0 : known.places;
      return new ProblemException(
          InferenceProblem.QUEUE_FULL,
          "%d calls are waiting (at most %d), %d of them yours (at most %d). Try again later."
              .formatted(places, limit, own, tenantLimit));
    } finally {
      lock.unlock();
    }
  }

  /// Puts a generation on the place reserved for it.
  ///
  /// @throws ProblemException `queue-full` when the line was closed meanwhile
  void add(Generation generation) {
    lock.lock();
    try {
      if (closed) {
        throw full(generation.tenant());
      }
      Tenant tenant = tenant(generation.tenant());
      if (tenant.waiting.isEmpty()) {
        tenant.served = Math.max(tenant.served, lowest());
      }
      tenant.waiting.add(generation);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Gives a reserved place back.
  void abandon(String tenant) {
    lock.lock();
    try {
      leave(tenant(tenant));
    } finally {
      lock.unlock();
    }
  }

  private Tenant tenant(String name) {
    return Objects.requireNonNull(tenants.get(name));
  }

  private double lowest() {
    return waiting().mapToDouble(t -> t.served).min().orElse(level);
  }

  private Stream<Tenant> waiting() {
    return tenants.values().stream().filter(t -> !t.waiting.isEmpty());
  }

  /// Books tokens that a tenant was given.
  void charge(String tenant, double tokens) {
    lock.lock();
    try {
      Tenant known = tenants.get(tenant);
      if (known != null) {
        known.served += tokens;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Everyone who waits.
  List<Generation> all() {
    lock.lock();
    try {
      return waiting().flatMap(t -> t.waiting.stream()).toList();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting().mapToInt(t -> t.waiting.size()).sum();
    } finally {
      lock.unlock();
    }
  }

  /// Reserved places by tenant, of those who have any.
  Map<String, Integer> byTenant() {
    lock.lock();
    try {
      return tenants.entrySet().stream()
          .filter(e -> e.getValue().places > 0)
          .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().places));
    } finally {
      lock.unlock();
    }
  }

  /// Blocks while the line is empty; false once it is closed.
  boolean awaitWork() {
    lock.lock();
    try {
      while (waiting().findAny().isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// Who is next, left in the line; null if nobody waits.
  @Nullable Generation peek() {
    lock.lock();
    try {
      return waiting()
          .min(Comparator.comparingDouble(t -> t.served))
          .map(t -> t.waiting.getFirst())
          .orElse(null);
    } finally {
      lock.unlock();
    }
  }

  /// Takes one generation out of the line, if it is still there.
  boolean remove(Generation generation) {
    lock.lock();
    try {
      Tenant tenant = tenants.get(generation.tenant());
      boolean removed = tenant != null && tenant.waiting.remove(generation);
      if (removed) {
        leave(Objects.requireNonNull(tenant));
      }
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /// Takes all that pass the test.
  List<Generation> removeIf(Predicate<Generation> test) {
    lock.lock();
    try {
      List<Generation> removed =
          new ArrayList<>(waiting().flatMap(t -> t.waiting.stream()).filter(test).toList());
      removed.removeIf(g -> !remove(g));
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /// Who has fallen to the level would start there again anyway, and can be forgotten.
  private void leave(Tenant tenant) {
    tenant.places--;
    places--;
    level = Math.max(level, waiting().mapToDouble(t -> t.served).min().orElse(tenant.served));
    if (tenants.size() > TENANTS_KEPT) {
      tenants.values().removeIf(t -> t.places == 0 && t.served < level);
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
