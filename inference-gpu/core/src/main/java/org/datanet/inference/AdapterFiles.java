package org.datanet.inference;

import java.io.IOException;
import java.nio.file.Path;

/// Port to the place where adapter files are kept.
public interface AdapterFiles {

  /// The folder with `adapter_config.json` and `adapter_model.safetensors` of the adapter, on a
  /// local disk. Called on the first use of an adapter, from several threads; may block. The
  /// content hash is checked by the caller.
  ///
  /// @throws IOException when the files cannot be had
  Path fetch(AdapterRef adapter) throws IOException;
}
