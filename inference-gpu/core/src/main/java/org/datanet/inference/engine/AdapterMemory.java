package org.datanet.inference.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Adapters in host memory, bounded in bytes, the least recently used out first; pinned ones stay.
/// Each load runs on a thread of its own, so a slow one keeps nobody waiting who does not want that
/// very adapter; it is done once for all who want it. Thread-safe.
final class AdapterMemory {

  private final AdapterDisk disk;
  private final long mostBytes;
  private final int maxRank;
  private final Clock clock;
  private final Map<Hash, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Hash, CompletableFuture<LoraAdapter>> loading = new ConcurrentHashMap<>();
  private long bytes;
  private long hits;
  private long misses;

  private static final class Held {
    final AdapterRef ref;
    final LoraAdapter adapter;
    final long bytes;
    boolean pinned;
    int uses;
    Instant lastUse;

    Held(AdapterRef ref, LoraAdapter adapter, Instant now) {
      this.ref = ref;
      this.adapter = adapter;
      this.bytes = 4L * adapter.tensors().values().stream().mapToLong(t -> t.length).sum();
      this.lastUse = now;
    }
  }

  AdapterMemory(AdapterDisk disk, InferenceConfig config, Clock clock) {
    this.disk = disk;
    this.mostBytes = (long) config.adapterMemoryMib() << 20;
    this.maxRank = config.maxRank();
    this.clock = clock;
  }

  /// The adapter, from memory or once it is loaded.
  ///
  /// @throws ProblemException `adapter-unavailable` when the files are missing or not what was
  ///   registered, or the rank is too large; `call-timed-out` after the deadline
  LoraAdapter get(AdapterRef ref, Instant deadline) {
    LoraAdapter known = used(ref.contentHash());
    if (known != null) {
      return known;
    }
    try {
      long millis = Math.max(1, Duration.between(clock.instant(), deadline).toMillis());
      LoraAdapter loaded = load(ref).get(millis, TimeUnit.MILLISECONDS);
      count(ref.contentHash());
      return loaded;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ProblemException problem
          ? problem
          : unavailable(ref, "not enough memory");
    } catch (TimeoutException e) {
      throw new ProblemException(
          InferenceProblem.CALL_TIMED_OUT,
          "Adapter " + ref.modelId() + " was not loaded in time. Try again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(ref, "the server is stopping");
    }
  }

  /// Starts to load an adapter that is not here; does not wait.
  void prefetch(AdapterRef ref) {
    if (!contains(ref.contentHash())) {
      load(ref);
    }
  }

  /// Loads an adapter and keeps it until [#unpin].
  ///
  /// @throws ProblemException `adapter-unavailable`, also when pinned ones would fill the memory
  void pin(AdapterRef ref, Instant deadline) {
    LoraAdapter adapter = get(ref, deadline);
    synchronized (this) {
      Held entry = held.computeIfAbsent(ref.contentHash(), h -> add(ref, adapter));
      long pinned = held.values().stream().filter(h -> h.pinned).mapToLong(h -> h.bytes).sum();
      if (!entry.pinned && pinned + entry.bytes > mostBytes / 2) {
        throw unavailable(ref, "pinned adapters would take more than half of the memory");
      }
      entry.pinned = true;
    }
  }

  synchronized void unpin(AdapterRef ref) {
    Held entry = held.get(ref.contentHash());
    if (entry != null) {
      entry.pinned = false;
    }
  }

  /// Drops adapters, pinned or not.
  synchronized void drop(Predicate<AdapterRef> which) {
    held.values()
        .removeIf(entry -> {
          boolean dropped = which.test(entry.ref);
          bytes -= dropped ? entry.bytes : 0;
          return dropped;
        });
  }

  private CompletableFuture<LoraAdapter> load(AdapterRef ref) {
    var mine = new CompletableFuture<LoraAdapter>();
    CompletableFuture<LoraAdapter> other = loading.putIfAbsent(ref.contentHash(), mine);
    if (other != null) {
      return other;
    }
    Thread.ofVirtual().name("adapter-load").start(() -> complete(mine, ref));
    return mine;
  }

  private void complete(CompletableFuture<LoraAdapter> mine, AdapterRef ref) {
    try {
      LoraAdapter adapter = read(ref);
      keep(ref, adapter);
      loading.remove(ref.contentHash());
      mine.complete(adapter);
    } catch (RuntimeException | OutOfMemoryError e) {
      loading.remove(ref.contentHash());
      mine.completeExceptionally(e);
    }
  }

  private LoraAdapter read(AdapterRef ref) {
    try {
      LoraAdapter adapter = disk.read(ref);
      if (adapter.rank() > maxRank) {
        throw unavailable(ref, "its rank " + adapter.rank() + " is above " + maxRank);
      }
      return adapter;
    } catch (IllegalArgumentException e) {
      throw unavailable(ref, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw unavailable(ref, "its files cannot be read (" + e.getMessage() + ")");
    }
  }

  private static ProblemException unavailable(AdapterRef ref, String why) {
    return new ProblemException(
        InferenceProblem.ADAPTER_UNAVAILABLE,
        "Adapter " + ref.modelId() + " cannot be loaded: " + why + ". Tell its owner.");
  }

  private synchronized boolean contains(Hash hash) {
    return held.containsKey(hash);
  }

  private synchronized @Nullable LoraAdapter used(Hash hash) {
    Held entry = held.get(hash);
    if (entry == null) {
      misses++;
      return null;
    }
    hits++;
    count(hash);
    return entry.adapter;
  }

  private synchronized void count(Hash hash) {
    Held entry = held.get(hash);
    if (entry != null) {
      entry.uses++;
      entry.lastUse = clock.instant();
    }
  }

  private synchronized void keep(AdapterRef ref, LoraAdapter adapter) {
    held.computeIfAbsent(ref.contentHash(), h -> add(ref, adapter));
    Iterator<Held> oldest = held.values().iterator();
    while (bytes > mostBytes && held.size() > 1 && oldest.hasNext()) {
      Held entry = oldest.next();
      if (!entry.pinned) {
        oldest.remove();
        bytes -= entry.bytes;
      }
    }
  }

  private Held add(AdapterRef ref, LoraAdapter adapter) {
    Held entry = new Held(ref, adapter, clock.instant());
    bytes += entry.bytes;
    return entry;
  }

  synchronized EngineStatus.Tier status() {
    return new EngineStatus.Tier(held.size(), bytes, mostBytes, hits, misses);
  }

  /// What is here, the most recently used last.
  synchronized List<EngineStatus.Resident> resident() {
    return held.values().stream()
        .map(h ->
            new EngineStatus.Resident(
                h.ref.modelId(), h.ref.contentHash(), h.bytes, h.pinned, h.uses, h.lastUse))
        .toList();
  }
}
