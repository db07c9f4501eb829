package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datanet.app.objects.ObjectStore;
import org.datanet.app.wiring.AppConfig;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.kernel.Hash;

/// Adapter files in the object store under their content hash, and a cache of them on local disk.
@ApplicationScoped
class AdapterObjects implements AdapterFiles {

  private static final List<String> FILES =
      List.of("adapter_config.json", "adapter_model.safetensors", "training.json");

  private final ObjectStore objects;
  private final Path cache;

  AdapterObjects(ObjectStore objects, AppConfig config) {
    this.objects = objects;
    this.cache = config.dataDir().resolve("adapters");
  }

  void store(Hash content, Path folder) {
    FILES.forEach(name -> objects.put(key(content, name), folder.resolve(name)));
  }

  @Override
  public Path fetch(AdapterRef adapter) throws IOException {
    Path folder = cache.resolve(adapter.contentHash().hex());
    for (String name : FILES) {
      if (!Files.exists(folder.resolve(name))) {
        objects.get(key(adapter.contentHash(), name), folder.resolve(name));
      }
    }
    return folder;
  }

  private static String key(Hash content, String name) {
    return "adapters/" + content.hex() + "/" + name;
  }
}
