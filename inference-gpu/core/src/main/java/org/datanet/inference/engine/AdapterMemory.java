package org.datanet.inference.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// Adapters in host memory, loaded on first use, least recently used out first. Loads of different
/// adapters run beside each other, loads of the same one are done once. Thread-safe.
final class AdapterMemory {

  private final AdapterFiles files;
  private final int capacity;
  private final int maxRank;
  private final Map<Hash, LoraAdapter> loaded = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Hash, CompletableFuture<LoraAdapter>> loading = new ConcurrentHashMap<>();

  AdapterMemory(AdapterFiles files, int capacity, int maxRank) {
    this.files = files;
    this.capacity = capacity;
    this.maxRank = maxRank;
  }

  /// The adapter, from memory or from its files.
  ///
  /// @throws ProblemException `adapter-unavailable` when the files are missing or not what was
  ///   registered, or the rank is too large
  LoraAdapter get(AdapterRef ref) {
    LoraAdapter known = known(ref.contentHash());
    if (known != null) {
      return known;
    }
    var mine = new CompletableFuture<LoraAdapter>();
    CompletableFuture<LoraAdapter> other = loading.putIfAbsent(ref.contentHash(), mine);
    if (other != null) {
      return other.handle((adapter, failed) -> failed == null ? adapter : read(ref)).join();
    }
    try {
      LoraAdapter adapter = read(ref);
      keep(ref.contentHash(), adapter);
      mine.complete(adapter);
      return adapter;
    } finally {
      loading.remove(ref.contentHash());
      mine.cancel(false);
    }
  }

  private LoraAdapter read(AdapterRef ref) {
    try {
      Path folder = files.fetch(ref);
      Hash found = AdapterContent.hash(folder);
      if (!found.equals(ref.contentHash())) {
        throw unavailable(ref, "its files are not the registered ones (hash " + found + ")");
      }
      LoraAdapter adapter = PeftFiles.read(folder);
      if (adapter.rank() > maxRank) {
        throw unavailable(ref, "its rank is above " + maxRank);
      }
      return adapter;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw unavailable(ref, "its files cannot be read (" + e.getMessage() + ")");
    }
  }

  private static ProblemException unavailable(AdapterRef ref, String why) {
    return new ProblemException(
        InferenceProblem.ADAPTER_UNAVAILABLE,
        "Adapter " + ref.modelId() + " cannot be loaded: " + why + ". Tell its owner.");
  }

  private synchronized @Nullable LoraAdapter known(Hash hash) {
    return loaded.get(hash);
  }

  private synchronized void keep(Hash hash, LoraAdapter adapter) {
    loaded.put(hash, adapter);
    Iterator<Hash> oldest = loaded.keySet().iterator();
    while (loaded.size() > capacity) {
      oldest.next();
      oldest.remove();
    }
  }
}
