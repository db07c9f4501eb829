package org.datanet.inference.engine;

import java.time.Duration;
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
  private final long queuedNanos;
  private volatile long startedNanos;
  private volatile long readNanos;
  private volatile long endedNanos;
  private volatile @Nullable GenerationEvent end;
  private volatile int cachedTokens = -1;
  private volatile int generatedTokens;
  private volatile boolean cancelled;
  private volatile boolean stopped;
  private volatile @Nullable Runnable onStop;

  Generation(GenerationRequest request, Optional<LoraAdapter> adapter) {
    this(request, adapter, System.nanoTime());
  }

  /// @param askedNanos when its request came, before its adapter was loaded
  Generation(GenerationRequest request, Optional<LoraAdapter> adapter, long askedNanos) {
    this.request = request;
    this.adapter = adapter;
    this.queuedNanos = askedNanos;
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
    if (stopped) {
      action.run();
    }
  }

  void stop() {
    stopped = true;
    Runnable action = onStop;
    if (action != null) {
      action.run();
    }
  }

  /// Prompt tokens that were found in the cache instead of computed; known before the first text.
  public int cachedTokens() {
    return Math.max(0, cachedTokens);
  }

  /// Where the time went; complete at the end.
  public Timing timing() {
    long now = endedNanos == 0 ? System.nanoTime() : endedNanos;
    long started = startedNanos == 0 ? now : startedNanos;
    long read = readNanos == 0 ? now : readNanos;
    return new Timing(
        Duration.ofNanos(started - queuedNanos),
        Duration.ofNanos(read - started),
        Duration.ofNanos(now - read));
  }

  /// @param queued waiting for a place in the batch, the adapter's loading included
  /// @param prefill reading the prompt, until the first token was chosen
  /// @param decode the further tokens
  public record Timing(Duration queued, Duration prefill, Duration decode) {}

  /// It has a place in the batch.
  void started() {
    if (startedNanos == 0) {
      startedNanos = System.nanoTime();
    }
  }

  /// Its prompt is read.
  void read(int reused) {
    if (cachedTokens < 0) {
      cachedTokens = reused;
      readNanos = System.nanoTime();
    }
  }

  /// Tokens generated so far.
  int generatedTokens() {
    return generatedTokens;
  }

  void generated(int tokens) {
    generatedTokens = tokens;
  }

  /// How it ended; null while it runs.
  @Nullable GenerationEvent end() {
    return end;
  }

  /// Since its first token; 0 before the second.
  double tokensPerSecond() {
    double seconds = timing().decode().toNanos() / 1e9;
    return generatedTokens < 2 || seconds <= 0 ? 0 : (generatedTokens - 1) / seconds;
  }

  String tenant() {
    return request.tenant();
  }

  CacheScope scope() {
    return new CacheScope(request.tenant(), request.adapter());
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
    if (!(event instanceof GenerationEvent.Text)) {
      endedNanos = System.nanoTime();
      end = event;
    }
    events.add(event);
  }
}
