package org.datanet.inference.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.Route;
import org.datanet.inference.constrained.Constraints;
import org.datanet.kernel.AdapterId;

/// What generates text, here ([InferenceService]) or on another machine ([RemoteEngine]). One base
/// model per engine. Thread-safe.
public interface Engine extends AutoCloseable {

  /// Starts a generation: takes a place in the queue, then loads the adapter if need be, which
  /// blocks the caller alone.
  ///
  /// @throws org.datanet.kernel.ProblemException `queue-full`, `adapter-frozen`,
  ///   `adapter-unavailable` or `call-timed-out`
  /// @throws IllegalArgumentException when prompt and answer do not fit the context
  Generation generate(GenerationRequest request);

  /// Says that a call of this model has arrived, before it is known whether it may run: if it was
  /// called before and has left the memory, it is loaded meanwhile. Returns at once.
  void expect(String modelId);

  /// Stops an adapter, e.g. because it was frozen: calls that wait or run end with the reason
  /// `FROZEN` before their next token, further ones are refused, what was cached of it is
  /// forgotten.
  void forbid(AdapterId adapter);

  /// Allows an adapter again.
  void permit(AdapterId adapter);

  /// The adapters of calls that wait or run, for those who watch what is frozen elsewhere.
  Set<AdapterId> inUse();

  /// Whether a call of this tenant would find room in the queue now.
  boolean hasRoom(String tenant);

  /// What a refused client should wait, from the present speed; whole seconds, at least 1.
  Duration retryAfter();

  /// Longest sequence, prompt and answer together, in tokens.
  int contextTokens();

  /// The base model's tokens.
  Vocabulary vocabulary();

  /// Makes what answers can be held to; the first call may take a while.
  ///
  /// @throws org.datanet.kernel.ProblemException `unsupported-parameter` when answers cannot be
  ///   held to anything
  Constraints constraints();

  InferenceConfig config();

  /// The engine behind a route; empty where it is not offered. One that stands alone offers
  /// [Route#STANDARD].
  default Optional<Engine> by(Route route) {
    return route == Route.STANDARD ? Optional.of(this) : Optional.empty();
  }

  /// What the engine holds and does at this moment.
  EngineStatus status();

  /// Ends running generations as failed and frees the model.
  @Override
  void close();
}
