package org.datanet.attribution.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// Settings of an attribution server; the table is in the module's README.
@ConfigMapping(prefix = "datanet.attribution-server")
public interface AttributionServerConfig {

  /// Folder whose folders are the indexes; the name of a folder is the name of its index.
  @WithDefault(".datanet/indexes")
  Path dataDir();

  /// What callers show to be answered: at least 32 characters. `none` lets everybody in and is
  /// accepted on a loopback address only.
  String token();
}
