package org.datanet.inference.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.kernel.AdapterId;

/// The adapters of this process outside its engines: memory over disk. Adapters are 32-bit floats
/// whatever the precision of a base model, so that engines of one base model share them.
/// Thread-safe.
final class AdapterTiers implements AutoCloseable {

  private static final int NAMES_KEPT = 10_000;

  private final AdapterDisk disk;
  private final AdapterMemory memory;
  private final Optional<Path> temporary;
  private final LinkedHashMap<String, AdapterRef> names = new LinkedHashMap<>();

  AdapterTiers(AdapterFiles files, InferenceConfig config, Clock clock) {
    this.temporary = config.adapterFolder().isPresent() ? Optional.empty() : Optional.of(folder());
    Path root = config.adapterFolder().or(() -> temporary).orElseThrow();
    this.disk = new AdapterDisk(files, root, (long) config.adapterDiskMib() << 20, clock);
    this.memory = new AdapterMemory(disk, config, clock);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("adapters");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for adapters can be made", e);
    }
  }

  /// The adapter, from memory or once it is loaded.
  ///
  /// @throws org.datanet.kernel.ProblemException `adapter-unavailable`, `call-timed-out`
  LoraAdapter get(AdapterRef ref, Instant deadline) {
    return memory.get(ref, deadline);
  }

  /// Keeps the name of an adapter that is called, for [#expect].
  void remember(AdapterRef ref) {
    synchronized (names) {
      names.put(ref.modelId(), ref);
      if (names.size() > NAMES_KEPT) {
        names.pollFirstEntry();
      }
    }
  }

  /// Starts to load an adapter that was called before and has left the memory.
  void expect(String modelId) {
    AdapterRef known;
    synchronized (names) {
      known = names.get(modelId);
    }
    if (known != null) {
      memory.prefetch(known);
    }
  }

  /// Loads an adapter and keeps it until [#unpin].
  void pin(AdapterRef adapter, Instant deadline) {
    memory.pin(adapter, deadline);
  }

  void unpin(AdapterRef adapter) {
    memory.unpin(adapter);
  }

  /// Forgets an adapter.
  void drop(AdapterId adapter) {
    memory.drop(ref -> ref.id().equals(adapter));
    synchronized (names) {
      names.values().removeIf(ref -> ref.id().equals(adapter));
    }
  }

  /// @param inEngine different ones attached now
  EngineStatus.Adapters status(int inEngine) {
    List<EngineStatus.Resident> resident = memory.resident();
    return new EngineStatus.Adapters(inEngine, memory.status(), disk.status(), resident);
  }

  /// Deletes the folder that was made for this process alone.
  @Override
  public void close() {
    temporary.ifPresent(AdapterTiers::delete);
  }

  private static void delete(Path folder) {
    try {
      AdapterDisk.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of adapters cannot be deleted", e);
    }
  }
}
