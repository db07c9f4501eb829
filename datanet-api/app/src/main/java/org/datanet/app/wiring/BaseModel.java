package org.datanet.app.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.datanet.inference.model.LlamaConfig;
import org.datanet.kernel.Hash;
import org.datanet.training.ModelFolder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The base model all adapters of this installation stand on.
@ApplicationScoped
public class BaseModel {

  private final Path folder;
  private final String licence;
  private final String reason;
  private final LlamaConfig config;
  private final Hash fingerprint;

  /// @param folder `datanet.base-model`: any Llama-family model, a folder in Hugging Face layout or
  ///   a GGUF file
  /// @param licence `datanet.base-model-licence`: its SPDX id
  /// @param reason `datanet.base-model-reason`: why this one
  BaseModel(
      @ConfigProperty(name = "datanet.base-model") Path folder,
      @ConfigProperty(name = "datanet.base-model-licence", defaultValue = "NOASSERTION")
          String licence,
      @ConfigProperty(name = "datanet.base-model-reason", defaultValue = "set by the operator")
          String reason) {
    this.folder = folder;
    this.licence = licence;
    this.reason = reason;
    this.config = LlamaConfig.read(folder);
    this.fingerprint = ModelFolder.fingerprint(folder);
  }

  /// Its folder or GGUF file.
  public Path folder() {
    return folder;
  }

  /// The folder's name, or the file's without `.gguf`.
  public String name() {
    return folder.getFileName().toString().replaceFirst("\\.gguf$", "");
  }

  /// Why this model is the base.
  public String reason() {
    return reason;
  }

  /// Number of its weights.
  public long parameters() {
    return config.parameters();
  }

  /// Longest context it was made for, in tokens.
  public int contextTokens() {
    return config.maxPositions();
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
