package org.datanet.app.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.datanet.app.objects.ObjectStore;
import org.datanet.app.problem.AppProblem;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.training.LoraTrainer;

/// Adapter files in the object store under their content hash.
@ApplicationScoped
class AdapterObjects implements AdapterFiles {

  private static final List<String> FILES =
      List.of("adapter_config.json", "adapter_model.safetensors", LoraTrainer.REPORT);

  private final ObjectStore objects;

  AdapterObjects(ObjectStore objects) {
    this.objects = objects;
  }

  void store(Hash content, Path folder) {
    FILES.forEach(name -> objects.put(key(content, name), folder.resolve(name)));
    objects.put(key(content, LoraTrainer.BILL), folder.resolve(LoraTrainer.BILL));
  }

  /// The adapter's CycloneDX bill of materials.
  ///
  /// @throws ProblemException 404 for adapters of older versions, which have none
  InputStream bill(Hash content) {
    String key = key(content, LoraTrainer.BILL);
    if (!objects.exists(key)) {
      throw new ProblemException(
          AppProblem.NOT_FOUND,
          "The adapter " + content + " was trained before bills of materials were written.");
    }
    return objects.open(key);
  }

  /// What went into the adapter's run, how it learnt and what was measured of it.
  InputStream manifest(Hash content) {
    return objects.open(key(content, LoraTrainer.REPORT));
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
