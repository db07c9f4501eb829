package org.datanet.inference.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.datanet.inference.AdapterRef;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.Hash;

/// What the engine holds and does at this moment, for operators and for routing.
///
/// @param waiting calls in the queue, by tenant
/// @param forbidden adapters that are refused although they may be loaded
public record EngineStatus(
    Map<String, Integer> waiting,
    List<RunningRow> running,
    Cache cache,
    Adapters adapters,
    List<AdapterId> forbidden,
    Work work,
    Speed speed) {

  /// One call in the batch.
  ///
  /// @param model of the adapter, empty for the base model
  /// @param generatedTokens tokens so far
  /// @param tokensPerSecond since its first token
  public record RunningRow(
      String tenant, String model, int promptTokens, int generatedTokens, double tokensPerSecond) {

    static RunningRow of(Generation generation) {
      GenerationRequest request = generation.request();
      return new RunningRow(
          request.tenant(),
          request.adapter().map(AdapterRef::modelId).orElse(""),
          request.promptIds().length,
          generation.generatedTokens(),
          generation.tokensPerSecond());
    }
  }

  /// Pages of the key-value cache.
  ///
  /// @param idle pages with content left by ended calls, given away when needed
  public record Cache(int pageTokens, int pages, int free, int idle, int held) {}

  /// Where adapters are.
  ///
  /// @param inEngine different ones attached now
  public record Adapters(int inEngine, Tier memory, Tier disk, List<Resident> resident) {}

  /// One tier with its bound.
  ///
  /// @param hits lookups that found the adapter here
  /// @param misses lookups that had to ask the tier below
  public record Tier(int adapters, long bytes, long mostBytes, long hits, long misses) {}

  /// One adapter in memory.
  ///
  /// @param uses calls that took it since it came here
  public record Resident(
      String model, Hash content, long bytes, boolean pinned, int uses, Instant lastUse) {}

  /// Counts since the start.
  ///
  /// @param promptTokens prompt tokens computed
  /// @param cachedTokens prompt tokens found in the cache
  /// @param paused times a call gave its pages to others and read its text again later
  public record Work(
      long promptTokens,
      long cachedTokens,
      long generatedTokens,
      long finishedCalls,
      long failedCalls,
      long refusedCalls,
      long paused) {}

  /// Speed of the last seconds.
  ///
  /// @param firstTokenMillis from the request to its first token, a moving mean
  /// @param tokenMillis between further tokens of one call, a moving mean; 0 before the first call
  public record Speed(
      double promptTokensPerSecond,
      double generatedTokensPerSecond,
      double firstTokenMillis,
      double tokenMillis) {}
}
