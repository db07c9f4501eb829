package org.datanet.app.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.RemoteEngine;
import org.datanet.inference.engine.RoutedEngine;
import org.datanet.kernel.UuidV7;

/// Beans that are made, not found.
@ApplicationScoped
class Producers {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  UuidV7 ids(Clock clock) {
    return new UuidV7(clock);
  }

  @Produces
  @Singleton
  Engine engine(BaseModel baseModel, AdapterFiles files, InferenceConfig config, Clock clock) {
    return config.remote().url().isPresent()
        ? RemoteEngine.open(baseModel.folder(), files, config, clock)
        : RoutedEngine.open(baseModel.folder(), files, config, clock);
  }

  void close(@Disposes Engine engine) {
    engine.close();
  }
}
