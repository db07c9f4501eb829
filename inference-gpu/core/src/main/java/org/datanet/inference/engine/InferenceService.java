package org.datanet.inference.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

  private final Decoder decoder;
  private final Vocabulary vocabulary;
  private final AdapterTiers adapters;
  private final Scheduler scheduler;
  private final InferenceConfig config;
  private final Clock clock;
  private @Nullable Constraints constraints;

  /// A service over any decoder; [#open] is the usual way.
  public InferenceService(
      Decoder decoder,
      Vocabulary vocabulary,
      AdapterFiles files,
      InferenceConfig config,
      Clock clock) {
    this(decoder, vocabulary, new AdapterTiers(files, config, clock), config, clock);
  }

  /// A service that shares its adapters with others of the same base model.
  InferenceService(
      Decoder decoder,
      Vocabulary vocabulary,
      AdapterTiers adapters,
      InferenceConfig config,
      Clock clock) {
    this.decoder = decoder;
    this.vocabulary = vocabulary;
    this.adapters = adapters;
    this.scheduler = new Scheduler(decoder, vocabulary, config, clock);
    this.config = config;
    this.clock = clock;
  }

  /// Loads a Llama-family base model.
  ///
  /// @param baseModel folder in Hugging Face layout
  public static InferenceService open(
      Path baseModel, AdapterFiles files, InferenceConfig config, Clock clock) {
    LlamaDecoder llama = LlamaDecoder.load(baseModel, config.precision(), config);
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
          request.adapter().map(ref -> adapters.get(ref, request.deadline()));
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
    adapters.remember(ref);
  }

  @Override
  public void expect(String modelId) {
    adapters.expect(modelId);
  }

  /// Loads an adapter and keeps it in memory until [#unpin], at most half of the memory in all.
  ///
  /// @throws org.datanet.kernel.ProblemException `adapter-unavailable`
  public void pin(AdapterRef adapter) {
    adapters.pin(adapter, clock.instant().plus(config.callTimeout()));
  }

  public void unpin(AdapterRef adapter) {
    adapters.unpin(adapter);
  }

  @Override
  public void forbid(AdapterId adapter) {
    scheduler.forbid(adapter);
    adapters.drop(adapter);
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
        adapters.status(load().residentAdapters()),
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
    adapters.close();
  }
}
