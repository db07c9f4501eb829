package org.datanet.inference;

import java.io.IOException;
import java.nio.file.Path;

/// Port to the place where adapter files are kept.
public interface AdapterFiles {

  /// Copies `adapter_config.json` and `adapter_model.safetensors` of the adapter into an empty
  /// folder. Called from several threads; may block. The content hash is checked by the caller, who
  /// keeps the files.
  ///
  /// @throws IOException when the files cannot be had
  void download(AdapterRef adapter, Path folder) throws IOException;
}
