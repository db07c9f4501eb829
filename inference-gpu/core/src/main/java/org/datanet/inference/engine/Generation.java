package org.datanet.inference.engine;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.datanet.inference.model.LoraAdapter;
import org.jspecify.annotations.Nullable;

/// One generation under way: the engine's thread writes events, one reader takes them. Any thread
/// may cancel.
public final class Generation {

  private final GenerationRequest request;
  private final Optional<LoraAdapter> adapter;
  private final BlockingQueue<GenerationEvent> events = new LinkedBlockingQueue<>();
  private volatile boolean cancelled;
  private volatile @Nullable Runnable onStop;

  Generation(GenerationRequest request, Optional<LoraAdapter> adapter) {
    this.request = request;
    this.adapter = adapter;
  }

  /// Waits for the next event. After [GenerationEvent.Finished] or [GenerationEvent.Failed] none
  /// comes.
  public GenerationEvent next() throws InterruptedException {
    return events.take();
  }

  /// Gives the generation up: its memory is free within one step of the engine.
  public void cancel() {
    cancelled = true;
    stop();
  }

  /// Lets the engine learn at once that nobody waits for the rest.
  void onStop(Runnable action) {
    onStop = action;
    if (cancelled) {
      action.run();
    }
  }

  void stop() {
    Runnable action = onStop;
    if (action != null) {
      action.run();
    }
  }

  boolean cancelled() {
    return cancelled;
  }

  GenerationRequest request() {
    return request;
  }

  Optional<LoraAdapter> adapter() {
    return adapter;
  }

  void emit(GenerationEvent event) {
    events.add(event);
  }
}
