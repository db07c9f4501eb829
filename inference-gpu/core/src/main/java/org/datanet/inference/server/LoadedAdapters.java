package org.datanet.inference.server;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.datanet.inference.AdapterFiles;
import org.datanet.inference.AdapterRef;
import org.datanet.inference.InferenceProblem;
import org.datanet.inference.engine.AdapterContent;
import org.datanet.inference.model.PeftFiles;
import org.datanet.kernel.AdapterId;
import org.datanet.kernel.ProblemException;

/// The adapters this server was told to serve. Loading one only notes it and checks its files; the
/// engine takes it into memory at its first call. Thread-safe.
@Singleton
@IfBuildProperty(name = "datanet.inference-server.enabled", stringValue = "true")
class LoadedAdapters implements AdapterFiles {

  private final Path root;
  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

  private record Loaded(AdapterRef ref, Path folder) {}

  LoadedAdapters(InferenceServerConfig config) {
    this.root = config.adaptersDir().toAbsolutePath().normalize();
  }

  /// @throws ProblemException `invalid-request` when the name is taken or the folder is not an
  ///   adapter below the server's folder
  void load(String name, Path path) {
    Path folder = root.resolve(path).normalize();
    try {
      if (!folder.startsWith(root) || !folder.toRealPath().startsWith(root.toRealPath())) {
        throw invalid("lora_path", "lies outside the folder this server loads adapters from");
      }
      UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
      AdapterRef ref = new AdapterRef(name, new AdapterId(id), AdapterContent.hash(folder));
      if (loaded.putIfAbsent(name, new Loaded(ref, folder)) != null) {
        throw invalid("lora_name", "names an adapter that is already loaded");
      }
    } catch (IOException e) {
      throw invalid("lora_path", "does not hold adapter_config.json and adapter_model.safetensors");
    }
  }

  /// @throws ProblemException `model-not-found`
  void unload(String name) {
    if (loaded.remove(name) == null) {
      throw unknown(name);
    }
  }

  List<String> names() {
    return loaded.keySet().stream().sorted().toList();
  }

  Optional<AdapterRef> find(String name) {
    return Optional.ofNullable(loaded.get(name)).map(Loaded::ref);
  }

  @Override
  public void download(AdapterRef adapter, Path target) throws IOException {
    Loaded known = loaded.get(adapter.modelId());
    if (known == null) {
      throw new IOException("it was unloaded");
    }
    for (String name : List.of(PeftFiles.CONFIG, PeftFiles.WEIGHTS)) {
      Files.copy(known.folder().resolve(name), target.resolve(name));
    }
  }

  static ProblemException unknown(String name) {
    return new ProblemException(
        InferenceProblem.MODEL_NOT_FOUND,
        "There is no model " + name + " here. GET /v1/models lists those loaded.");
  }

  static ProblemException invalid(String field, String message) {
    return new ProblemException(
        InferenceProblem.INVALID_REQUEST,
        field + " " + message + ".",
        List.of(new ProblemException.FieldError(field, message)));
  }
}
