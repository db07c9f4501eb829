package org.datanet.devstack.base;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.datanet.devstack.Workspace;

/// The base model of a home.
///
/// @param name what people call it
/// @param path a folder in Hugging Face layout or a GGUF file
/// @param licence SPDX id
/// @param reason why this one, a sentence part
public record BaseModelChoice(String name, String path, String licence, String reason) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FILE = "base-model.json";

  /// The small model of the source tree, which needs no download.
  public static BaseModelChoice nano(Workspace workspace, String reason) {
    Path folder = workspace.root().resolve("training-gpu/models/" + BaseModels.NANO);
    return new BaseModelChoice(BaseModels.NANO, folder.toString(), "CC0-1.0", reason);
  }

  /// What the home was started with last; empty for a new home, or when its files are gone.
  public static Optional<BaseModelChoice> of(Workspace workspace) throws IOException {
    Path file = workspace.home().resolve(FILE);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), BaseModelChoice.class))
            .filter(choice -> Files.exists(Path.of(choice.path())))
        : Optional.empty();
  }

  /// Keeps the choice in the home.
  public void keep(Workspace workspace) throws IOException {
    Files.createDirectories(workspace.home());
    Path beside = workspace.home().resolve(FILE + ".new");
    JSON.writeValue(beside.toFile(), this);
    Files.move(
        beside,
        workspace.home().resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// One line for people.
  public String shown() {
    return "%s (licence %s): %s".formatted(name, licence, reason);
  }

  boolean isNano() {
    return name.equals(BaseModels.NANO);
  }
}
