package org.datanet.app.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Settings of the application itself.
@ConfigMapping(prefix = "datanet.app")
public interface AppConfig {

  /// Folder for work files, indexes, checkpoints and cached adapters; all but the work files can be
  /// rebuilt from the object store and the database.
  @WithDefault(".datanet/app")
  Path dataDir();

  /// Address a browser reaches the portal at.
  @WithName("public-url")
  @WithDefault("http://localhost:8080")
  URI publicUrl();

  /// A call that has not ended by then is released without a charge.
  @WithDefault("2M")
  Duration callDeadline();
}
