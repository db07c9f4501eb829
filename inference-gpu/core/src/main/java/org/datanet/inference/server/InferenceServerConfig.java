package org.datanet.inference.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Settings of an inference server; the table is in the module's README.
@ConfigMapping(prefix = "datanet.inference-server")
public interface InferenceServerConfig {

  /// Whether the beans of a server are built in; fixed when the application is built.
  @WithDefault("false")
  boolean enabled();

  /// The base model: a folder in Hugging Face layout.
  Optional<Path> baseModel();

  /// Name of the base model in requests.
  @WithDefault("base")
  String modelName();

  /// Folder that adapters may be loaded from; a path outside it is refused.
  @WithDefault(".datanet/adapters")
  Path adaptersDir();

  /// What callers show to be answered: at least 32 characters. `none` lets everybody in and is
  /// accepted on a loopback address only.
  @WithDefault("")
  String token();
}
