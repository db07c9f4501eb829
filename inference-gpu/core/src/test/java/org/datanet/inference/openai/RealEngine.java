package org.datanet.inference.openai;

import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.datanet.inference.InferenceConfig;
import org.datanet.inference.engine.Engine;
import org.datanet.inference.engine.RoutedEngine;

/// The application with the real engines on a model of random weights.
public class RealEngine implements QuarkusTestProfile {

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(Beans.class);
  }

  /// Takes the place of the scripted decoder.
  @Alternative
  static class Beans {
    @Produces
    @Singleton
    @Alternative
    Engine engine(InferenceConfig config, Clock clock) {
      return RoutedEngine.open(
          Path.of("src/test/resources/llama-tiny"),
          (ref, into) -> {
            throw new IOException("no files");
          },
          config,
          clock);
    }

    void close(@Disposes Engine engine) {
      engine.close();
    }
  }
}
