package org.datanet.app.training;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.datanet.inference.engine.Engine;
import org.datanet.kernel.AdapterId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells this process's engine what other processes froze or allowed again: looks twice a second at
/// the adapters of the calls that wait or run, and at those that the engine refuses. Further calls
/// of a frozen version are refused before they reach the engine.
@ApplicationScoped
class FrozenWatch {

  private static final Logger LOG = Logger.getLogger(FrozenWatch.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Engine engine;
  private final AdapterStore store;
  private @Nullable Thread thread;

  FrozenWatch(Engine engine, AdapterStore store) {
    this.engine = engine;
    this.store = store;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("frozen-watch").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        lookAgainLaterIfItFails();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAgainLaterIfItFails() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.warn("The engine could not be told what is frozen; trying again.", e);
    }
  }

  private void look() {
    Set<AdapterId> refused = Set.copyOf(engine.status().forbidden());
    Set<AdapterId> watched = new HashSet<>(engine.inUse());
    watched.addAll(refused);
    if (watched.isEmpty()) {
      return;
    }
    Set<AdapterId> servable =
        store.registered(watched.stream().map(AdapterId::value).toList()).stream()
            .map(AdapterId::new)
            .collect(Collectors.toSet());
    watched.stream()
        .filter(id -> !servable.contains(id) && !refused.contains(id))
        .forEach(engine::forbid);
    servable.stream().filter(refused::contains).forEach(engine::permit);
  }
}
