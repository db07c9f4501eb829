package org.datanet.inference.engine;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.datanet.inference.engine.GenerationEvent.Finished;

/// What the engine has done since it started, and how fast it is now. Thread-safe.
final class EngineMeter {

  private static final double LONGEST_WAIT_SECONDS = 60;

  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder cachedTokens = new LongAdder();
  private final LongAdder generatedTokens = new LongAdder();
  private final LongAdder finished = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder paused = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Rate generatedRate = new Rate();
  private final Rate promptRate = new Rate();
  private final Rate endRate = new Rate();
  private final MovingMean firstTokenMillis = new MovingMean();
  private final MovingMean tokenMillis = new MovingMean();

  void read(int tokens) {
    promptTokens.add(tokens);
    promptRate.add(tokens);
  }

  void generated(int tokens) {
    generatedTokens.add(tokens);
    generatedRate.add(tokens);
  }

  void paused() {
    paused.increment();
  }

  void refused() {
    refused.increment();
  }

  void ended(Generation generation) {
    endRate.add(1);
    if (!(generation.end() instanceof Finished)) {
      failed.increment();
      return;
    }
    finished.increment();
    cachedTokens.add(generation.cachedTokens());
    Generation.Timing timing = generation.timing();
    firstTokenMillis.add(millis(timing.queued().plus(timing.prefill())));
    int further = generation.generatedTokens() - 1;
    if (further > 0) {
      tokenMillis.add(millis(timing.decode()) / further);
    }
  }

  /// How long until a full line of so many has been served at the present speed, at least 1 s.
  Duration timeFor(int calls, Duration otherwise) {
    double perSecond = endRate.perSecond();
    if (perSecond <= 0) {
      return otherwise;
    }
    double seconds = Math.clamp(calls / perSecond, 1, LONGEST_WAIT_SECONDS);
    return Duration.ofSeconds((long) Math.ceil(seconds));
  }

  EngineStatus.Work work() {
    return new EngineStatus.Work(
        promptTokens.sum(),
        cachedTokens.sum(),
        generatedTokens.sum(),
        finished.sum(),
        failed.sum(),
        refused.sum(),
        paused.sum());
  }

  EngineStatus.Speed speed() {
    return new EngineStatus.Speed(
        promptRate.perSecond(),
        generatedRate.perSecond(),
        firstTokenMillis.value(),
        tokenMillis.value(),
        firstTokenMillis.count());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
