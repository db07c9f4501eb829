package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.datanet.app.objects.ObjectStore;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.kernel.Hash;

/// Adapter files in the object store under their content hash.
@ApplicationScoped
class AdapterObjects implements AdapterFiles {

  private static final List<String> FILES =
      List.of("adapter_config.json", "adapter_model.safetensors", "training.json");

  private final ObjectStore objects;

  AdapterObjects(ObjectStore objects) {
    this.objects = objects;
  }

  void store(Hash content, Path folder) {
    FILES.forEach(name -> objects.put(key(content, name), folder.resolve(name)));
  }

  @Override
  public void download(AdapterRef adapter, Path folder) throws IOException {
    for (String name : FILES) {
      objects.get(key(adapter.contentHash(), name), folder.resolve(name));
    }
  }

  private static String key(Hash content, String name) {
    return "adapters/" + content.hex() + "/" + name;
  }
}
