package org.datanet.inference.engine;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Settings of generating on another machine, prefix `datanet.inference.remote`.
public interface RemoteConfig {

  /// Address of the server, without `/v1`; empty is the engine of this process.
  Optional<URI> url();

  /// Bearer token the server wants.
  Optional<String> token();

  /// The server's name of the base model.
  @WithDefault("base")
  String model();

  /// Adapters loaded in the server at once (vLLM: `--max-cpu-loras`).
  @WithDefault("64")
  @Min(1)
  int adapters();

  /// Where the server sees `datanet.inference.adapter-folder`, which must be shared with it; empty
  /// is at the same path.
  Optional<Path> adaptersAt();

  /// How long loading or unloading an adapter may take.
  @WithDefault("PT30S")
  Duration loadTimeout();
}
