package org.datanet.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.datanet.inference.engine.RemoteConfig;

/// Settings of serving, prefix `datanet.inference`; the table with meanings is in the README.
@ConfigMapping(prefix = "datanet.inference")
public interface InferenceConfig {

  /// Threads of the engine's matrix products.
  @WithDefault("2")
  @Min(1)
  int threads();

  /// Calls generated together in one step.
  @WithDefault("8")
  @Min(1)
  int batchRows();

  /// Calls that may wait; one more is answered 429.
  @WithDefault("64")
  @Min(1)
  int queueLimit();

  /// What a refused client is told to wait.
  @WithDefault("PT2S")
  Duration retryAfter();

  /// Token slots of the key-value cache, shared by all running calls.
  @WithDefault("8192")
  @Min(32)
  int cacheTokens();

  /// Token slots of one page of the cache.
  @WithDefault("16")
  @Min(1)
  int pageTokens();

  /// Prompt tokens of one call read in one step; longer prompts take several.
  @WithDefault("256")
  @Min(1)
  int prefillTokens();

  /// Adapters ready in the engine at once; at least `batchRows`.
  @WithDefault("16")
  @Min(1)
  int slabAdapters();

  /// Adapters kept in memory beside the engine.
  @WithDefault("128")
  @Min(1)
  int memoryAdapters();

  /// Largest LoRA rank that can be served.
  @WithDefault("32")
  @Min(1)
  int maxRank();

  /// How long a call may take, waiting included.
  @WithDefault("PT60S")
  Duration callTimeout();

  /// Generated tokens when the request does not say.
  @WithDefault("128")
  @Min(1)
  int defaultMaxTokens();

  /// Tokens of one retrieved passage that are used.
  @WithDefault("96")
  @Min(1)
  int passageTokens();

  /// Generating on another machine.
  RemoteConfig remote();
}
