package org.datanet.inference.engine;

import java.nio.file.Path;
import java.time.Clock;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.InferenceConfig;

/// The engine with its queue and its adapters: what the HTTP interface generates text with. One
/// base model per service. Thread-safe.
public final class InferenceService implements AutoCloseable {

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
    return new InferenceService(llama, llama, files, config, clock);
  }

  /// Starts a generation; loads its adapter first if need be.
  ///
  /// @throws org.datanet.kernel.ProblemException `queue-full` or `adapter-unavailable`
  /// @throws IllegalArgumentException when prompt and answer do not fit the context
  public Generation generate(GenerationRequest request) {
    var generation = new Generation(request, request.adapter().map(memory::get));
    scheduler.submit(generation);
    return generation;
  }

  /// Whether a call would find room in the queue now.
  public boolean hasRoom() {
    return scheduler.hasRoom();
  }

  /// Longest sequence, prompt and answer together, in tokens.
  public int contextTokens() {
    return decoder.contextTokens();
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public InferenceConfig config() {
    return config;
  }

  public EngineLoad load() {
    return scheduler.load();
  }

  /// Ends running generations as failed and frees the model.
  @Override
  public void close() {
    scheduler.close();
    decoder.close();
  }
}
