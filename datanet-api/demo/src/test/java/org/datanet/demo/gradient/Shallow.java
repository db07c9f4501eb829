package org.datanet.demo.gradient;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A smaller base model: another's first half of layers.
final class Shallow {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG = "config.json";
  private static final String LAYERS = "num_hidden_layers";

  private Shallow() {}

  static Path of(Path base, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(base)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    ObjectNode config = (ObjectNode) JSON.readTree(base.resolve(CONFIG).toFile());
    config.put(LAYERS, config.required(LAYERS).asInt() / 2);
    JSON.writeValue(folder.resolve(CONFIG).toFile(), config);
    return folder;
  }
}
