package org.datanet.inference.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The tiny model of the tests, copied from the class path, so that programs run in any folder.
final class Tiny {

  static final List<String> ADAPTERS =
      List.of("adapter0-r4", "adapter1-r16", "adapter2-r8", "adapter3-r8-rslora");

  private Tiny() {}

  static Path folder() {
    try {
      Path folder = Files.createTempDirectory("llama-tiny");
      for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
        copy(file, folder.resolve(file));
      }
      for (String adapter : ADAPTERS) {
        Files.createDirectories(folder.resolve(adapter));
        for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
          copy(adapter + "/" + file, folder.resolve(adapter).resolve(file));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(String name, Path to) throws IOException {
    try (InputStream in = Tiny.class.getResourceAsStream("/llama-tiny/" + name)) {
      if (in == null) {
        throw new IOException("no resource llama-tiny/" + name);
      }
      Files.copy(in, to);
    }
  }
}
