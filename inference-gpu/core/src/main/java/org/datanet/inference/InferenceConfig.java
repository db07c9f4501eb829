package org.datanet.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.datanet.inference.engine.RemoteConfig;
import org.datanet.inference.model.Precision;

/// Settings of serving, prefix `datanet.inference`; the table with meanings is in the README.
@ConfigMapping(prefix = "datanet.inference")
public interface InferenceConfig {

  /// Threads of the engine's matrix products.
  @WithDefault("2")
  @Min(1)
  int threads();

  /// How the base model's weights and the cache are held.
  @WithDefault("F32")
  Precision precision();

  /// How the base model is held a second time, for the fast route; the same as [#precision] offers
  /// no such route.
  @WithDefault("INT8")
  Precision fastPrecision();

  /// Calls generated together in one step.
  @WithDefault("8")
  @Min(1)
  int batchRows();

  /// Calls that may wait; one more is answered 429.
  @WithDefault("256")
  @Min(1)
  int queueLimit();

  /// Calls of one tenant that may wait.
  @WithDefault("64")
  @Min(1)
  int tenantQueueLimit();

  /// What a refused client is told to wait before the engine knows its own speed.
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

  /// Prompt tokens read in one step while others generate; longer prompts take several.
  @WithDefault("256")
  @Min(1)
  int prefillTokens();

  /// Memory for adapters beside the engine, in MiB.
  @WithDefault("1024")
  @Min(1)
  int adapterMemoryMib();

  /// Disk for adapter files, in MiB.
  @WithDefault("10240")
  @Min(1)
  int adapterDiskMib();

  /// Where adapter files are kept between runs; empty is a folder that is deleted at the end.
  Optional<Path> adapterFolder();

  /// Largest LoRA rank that can be served.
  @WithDefault("64")
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
