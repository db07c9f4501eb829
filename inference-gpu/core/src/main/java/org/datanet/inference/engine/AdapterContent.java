package org.datanet.inference.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.datanet.kernel.Hash;

/// The content hash of an adapter's folder, which is registered on chain and checked when the files
/// come in: SHA-256 over the 64 bytes SHA-256(`adapter_config.json`) ‖
/// SHA-256(`adapter_model.safetensors`). Other files in the folder do not count.
public final class AdapterContent {

  private AdapterContent() {}

  /// @throws IOException when one of the two files cannot be read
  public static Hash hash(Path folder) throws IOException {
    byte[] both = new byte[64];
    System.arraycopy(fileHash(folder, "adapter_config.json"), 0, both, 0, 32);
    System.arraycopy(fileHash(folder, "adapter_model.safetensors"), 0, both, 32, 32);
    return Hash.sha256(both);
  }

  private static byte[] fileHash(Path folder, String name) throws IOException {
    return Hash.sha256(Files.readAllBytes(folder.resolve(name))).bytes();
  }
}
