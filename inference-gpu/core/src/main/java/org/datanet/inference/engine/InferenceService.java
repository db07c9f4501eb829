package org.datanet.inference.engine;

import java.nio.file.Path;
import java.time.Clock;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.InferenceConfig;

/// The engine of this process with its queue and its adapters.
public final class InferenceService implements Engine {

  private final Decoder decoder;
  private final Vocabulary vocabulary;
  private final AdapterMemory memory;
  private final Scheduler scheduler;
  private final InferenceConfig config;

  /// A service over any decoder; [#open] is the usual way.
  public InferenceService(
      Decoder decoder,
      Vocabulary vocabulary,
      AdapterFiles files,
      InferenceConfig config,
      Clock clock) {
    this.decoder = decoder;
    this.vocabulary = vocabulary;
    this.memory = new AdapterMemory(files, config.memoryAdapters(), config.maxRank());
    this.scheduler = new Scheduler(decoder, vocabulary, config, clock);
    this.config = config;
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
    var generation = new Generation(request, request.adapter().map(memory::get));
    scheduler.submit(generation);
    return generation;
  }

  @Override
  public boolean hasRoom() {
    return scheduler.hasRoom();
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
  public InferenceConfig config() {
    return config;
  }

  @Override
  public EngineLoad load() {
    return scheduler.load();
  }

  @Override
  public void close() {
    scheduler.close();
    decoder.close();
  }
}
