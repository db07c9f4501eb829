package org.datanet.inference.openai;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.datanet.inference.engine.Generation;

/// Where the time of a call went; of several answers the slowest counts.
///
/// @param queueMs milliseconds until it had a place in the batch, the adapter's loading included
/// @param prefillMs then until the first token
/// @param decodeMs then until the end
/// @param tokensPerSecond generated tokens of all answers over the time since the first one; 0
///   where there is nothing to measure
record Took(long queueMs, long prefillMs, long decodeMs, double tokensPerSecond) {

  /// @param generated tokens of all answers together
  static Took of(List<Generation> generations, int generated) {
    List<Generation.Timing> timings = generations.stream().map(Generation::timing).toList();
    Duration decode = longest(timings, Generation.Timing::decode);
    int afterFirst = Math.max(0, generated - timings.size());
    double speed = decode.isZero() ? 0 : afterFirst / (decode.toNanos() / 1e9);
    return new Took(
        longest(timings, Generation.Timing::queued).toMillis(),
        longest(timings, Generation.Timing::prefill).toMillis(),
        decode.toMillis(),
        Math.round(speed * 10) / 10.0);
  }

  private static Duration longest(
      List<Generation.Timing> timings, Function<Generation.Timing, Duration> part) {
    return timings.stream().map(part).max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
