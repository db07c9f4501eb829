package org.datanet.inference.server;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.InferenceService;

/// What an engine server is made of.
@Singleton
@IfBuildProperty(name = "datanet.inference-server.enabled", stringValue = "true")
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
    Path model =
        server
            .baseModel()
            .orElseThrow(() ->
                new IllegalStateException(
                    "datanet.inference-server.base-model must name the folder of the base model"));
    return InferenceService.open(model, adapters, config, clock);
  }

  void close(@Disposes Engine engine) {
    engine.close();
  }
}
