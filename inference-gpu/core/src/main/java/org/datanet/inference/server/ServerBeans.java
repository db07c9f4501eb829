package org.datanet.inference.server;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.InferenceService;

/// What an engine server is made of.
@Singleton
@IfBuildProperty(name = "datanet.inference-server", stringValue = "true")
class ServerBeans {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Engine engine(
      InferenceServerConfig server, LoadedAdapters adapters, InferenceConfig config, Clock clock) {
    return InferenceService.open(server.baseModel(), adapters, config, clock);
  }

  void close(@Disposes Engine engine) {
    engine.close();
  }
}
