package org.datanet.app.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.datanet.kernel.Ppm;

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

  /// Part of a model's price that a call by the fast route costs, in parts per million.
  @WithDefault("800000")
  @Min(0)
  @Max(Ppm.WHOLE)
  int fastPricePpm();

  /// Part of a model's price that a call by the quote route costs, in parts per million.
  @WithDefault("250000")
  @Min(0)
  @Max(Ppm.WHOLE)
  int quotePricePpm();
}
