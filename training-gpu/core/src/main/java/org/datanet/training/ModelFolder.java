package org.datanet.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.datanet.kernel.Hash;

/// Digests of model files.
public final class ModelFolder {

  private ModelFolder() {}

  /// Fingerprint of a model: of a folder, SHA-256 over the lines `name 0x<sha256>` of its
  /// `config.json`, `tokenizer.json` and `*.safetensors`, by name; of a GGUF file, its SHA-256.
  public static Hash fingerprint(Path model) {
    if (Files.isRegularFile(model)) {
      return sha256(model);
    }
    StringBuilder lines = new StringBuilder();
    files(model).forEach((name, hash) -> lines.append(name).append(' ').append(hash).append('\n'));
    return Hash.sha256(lines.toString());
  }

  /// SHA-256 of each file the fingerprint covers, by name.
  public static SortedMap<String, Hash> files(Path model) {
    SortedMap<String, Hash> hashes = new TreeMap<>();
    for (Path file : Files.isRegularFile(model) ? List.of(model) : inFolder(model)) {
      hashes.put(file.getFileName().toString(), sha256(file));
    }
    return hashes;
  }

  private static List<Path> inFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f ->
              f.getFileName().toString().matches("config\\.json|tokenizer\\.json|.*\\.safetensors"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model folder: " + e.getMessage(), e);
    }
  }

  /// SHA-256 of a file's bytes.
  public static Hash sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return Hash.of(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.getFileName(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
