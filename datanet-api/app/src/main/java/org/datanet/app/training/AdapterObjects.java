package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.datanet.app.objects.ObjectStore;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.kernel.Hash;
import org.datanet.training.LoraTrainer;

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
    objects.put(key(content, LoraTrainer.BILL), folder.resolve(LoraTrainer.BILL));
  }

  /// The adapter's CycloneDX bill of materials; adapters of older versions have none.
  Optional<InputStream> bill(Hash content) {
    String key = key(content, LoraTrainer.BILL);
    return objects.exists(key) ? Optional.of(objects.open(key)) : Optional.empty();
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
