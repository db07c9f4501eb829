package org.datanet.inference.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.constrained.Constraints;
import org.datanet.inference.constrained.TokenTexts;
import org.datanet.inference.model.LoraAdapter;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// The engine of this process with its queue and its adapters.
public final class InferenceService implements Engine {

  private static final int NAMES_KEPT = 10_000;

  private final Decoder decoder;
  private final Vocabulary vocabulary;
  private final AdapterDisk disk;
  private final AdapterMemory memory;
  private final Scheduler scheduler;
  private final InferenceConfig config;
  private final Clock clock;
  private final Optional<Path> temporary;
  private @Nullable Constraints constraints;
  private final LinkedHashMap<String, AdapterRef> names = new LinkedHashMap<>();

  /// A service over any decoder; [#open] is the usual way.
  public InferenceService(
      Decoder decoder,
      Vocabulary vocabulary,
      AdapterFiles files,
      InferenceConfig config,
      Clock clock) {
    this.decoder = decoder;
    this.vocabulary = vocabulary;
    this.temporary = config.adapterFolder().isPresent() ? Optional.empty() : Optional.of(folder());
    Path root = config.adapterFolder().or(() -> temporary).orElseThrow();
    this.disk = new AdapterDisk(files, root, (long) config.adapterDiskMib() << 20);
    this.memory = new AdapterMemory(disk, config, clock);
    this.scheduler = new Scheduler(decoder, vocabulary, config, clock);
    this.config = config;
    this.clock = clock;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("adapters");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for adapters can be made", e);
    }
  }

  /// Loads a Llama-family base model.
  ///
  /// @param baseModel folder in Hugging Face layout
  public static InferenceService open(
      Path baseModel, AdapterFiles files, InferenceConfig config, Clock clock) {
    LlamaDecoder llama = LlamaDecoder.load(baseModel, config);
    return new InferenceService(llama, llama.vocabulary(), files, config, clock);
  }

  @Override
  public Generation generate(GenerationRequest request) {
    long asked = System.nanoTime();
    request.adapter().ifPresent(this::remember);
    reserve(request.tenant());
    boolean queued = false;
    try {
      Optional<LoraAdapter> adapter =
          request.adapter().map(ref -> memory.get(ref, request.deadline()));
      var generation = new Generation(request, adapter, asked);
      scheduler.submit(generation);
      queued = true;
      return generation;
    } finally {
      if (!queued) {
        scheduler.line().abandon(request.tenant());
      }
    }
  }

  private void reserve(String tenant) {
    try {
      scheduler.line().reserve(tenant);
    } catch (ProblemException e) {
      scheduler.meter().refused();
      throw e;
    }
  }

  private void remember(AdapterRef ref) {
    scheduler.requireServable(ref);
    synchronized (names) {
      names.put(ref.modelId(), ref);
      if (names.size() > NAMES_KEPT) {
        names.pollFirstEntry();
      }
    }
  }

  @Override
  public void expect(String modelId) {
    AdapterRef known;
    synchronized (names) {
      known = names.get(modelId);
    }
    if (known != null) {
      memory.prefetch(known);
    }
  }

  /// Loads an adapter and keeps it in memory until [#unpin], at most half of the memory in all.
  ///
  /// @throws org.datanet.kernel.ProblemException `adapter-unavailable`
  public void pin(AdapterRef adapter) {
    memory.pin(adapter, clock.instant().plus(config.callTimeout()));
  }

  public void unpin(AdapterRef adapter) {
    memory.unpin(adapter);
  }

  @Override
  public void forbid(AdapterId adapter) {
    scheduler.forbid(adapter);
    memory.drop(ref -> ref.id().equals(adapter));
    synchronized (names) {
      names.values().removeIf(ref -> ref.id().equals(adapter));
    }
  }

  @Override
  public void permit(AdapterId adapter) {
    scheduler.permit(adapter);
  }

  @Override
  public Set<AdapterId> inUse() {
    return scheduler.inUse();
  }

  @Override
  public boolean hasRoom(String tenant) {
    return scheduler.line().hasRoom(tenant);
  }

  @Override
  public Duration retryAfter() {
    return scheduler.retryAfter();
  }

  @Override
  public EngineStatus status() {
    return new EngineStatus(
        scheduler.line().byTenant(),
        scheduler.running().stream().map(EngineStatus.RunningRow::of).toList(),
        scheduler.pages().status(),
        new EngineStatus.Adapters(
            load().residentAdapters(), memory.status(), disk.status(), memory.resident()),
        List.copyOf(scheduler.forbidden()),
        scheduler.meter().work(),
        scheduler.meter().speed());
  }

  @Override
  public int contextTokens() {
    return decoder.contextTokens();
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public synchronized Constraints constraints() {
    if (constraints == null) {
      constraints =
          new Constraints(TokenTexts.of(vocabulary.size(), vocabulary::bytes, vocabulary.endIds()));
    }
    return constraints;
  }

  @Override
  public InferenceConfig config() {
    return config;
  }

  EngineLoad load() {
    return scheduler.load();
  }

  @Override
  public void close() {
    scheduler.close();
    decoder.close();
    temporary.ifPresent(InferenceService::delete);
  }

  private static void delete(Path folder) {
    try {
      AdapterDisk.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of adapters cannot be deleted", e);
    }
  }
}
