package org.datanet.app.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.datanet.kernel.Hash;
import org.datanet.training.ModelFolder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The base model all adapters of this installation stand on.
@ApplicationScoped
public class BaseModel {

  private final Path folder;
  private final String licence;
  private final Hash fingerprint;

  /// @param folder `datanet.base-model`: any Llama-family model in Hugging Face layout
  /// @param licence `datanet.base-model-licence`: its SPDX id
  BaseModel(
      @ConfigProperty(name = "datanet.base-model") Path folder,
      @ConfigProperty(name = "datanet.base-model-licence", defaultValue = "NOASSERTION")
          String licence) {
    this.folder = folder;
    this.licence = licence;
    this.fingerprint = ModelFolder.fingerprint(folder);
  }

  public Path folder() {
    return folder;
  }

  /// The folder's name.
  public String name() {
    return folder.getFileName().toString();
  }

  /// SPDX id of its licence; `NOASSERTION` where the operator stated none.
  public String licence() {
    return licence;
  }

  /// Digest of its files; the L2 knows it by this.
  public Hash fingerprint() {
    return fingerprint;
  }
}
