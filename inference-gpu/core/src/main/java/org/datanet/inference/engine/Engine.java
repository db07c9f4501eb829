package org.datanet.inference.engine;

import org.datanet.inference.InferenceConfig;

/// What generates text, here ([InferenceService]) or on another machine ([RemoteEngine]). One base
/// model per engine. Thread-safe.
public interface Engine extends AutoCloseable {

  /// Starts a generation; its adapter is loaded first if need be.
  ///
  /// @throws org.datanet.kernel.ProblemException `queue-full` or `adapter-unavailable`
  /// @throws IllegalArgumentException when prompt and answer do not fit the context
  Generation generate(GenerationRequest request);

  /// Whether a call would find room in the queue now.
  boolean hasRoom();

  /// Longest sequence, prompt and answer together, in tokens.
  int contextTokens();

  /// The base model's tokens.
  Vocabulary vocabulary();

  InferenceConfig config();

  /// How busy it is.
  EngineLoad load();

  /// Ends running generations as failed and frees the model.
  @Override
  void close();
}
