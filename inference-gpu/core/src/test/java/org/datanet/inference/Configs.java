package org.datanet.inference;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/// Settings for tests: the defaults, some of them changed.
public final class Configs {

  private Configs() {}

  /// @param changes names without prefix and values in turn
  public static InferenceConfig with(String... changes) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      properties.put("datanet.inference." + changes[i], changes[i + 1]);
    }
    return new SmallRyeConfigBuilder()
        .withMapping(InferenceConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(InferenceConfig.class);
  }
}
