package org.datanet.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folders of one checkout: `root` is the source tree, `home` holds everything a stack writes
/// (`.datanet` unless a test wants its own). Downloaded tools are shared by all homes of a
/// checkout.
public record Workspace(Path root, Path home) {

  public Workspace {
    root = root.toAbsolutePath().normalize();
    home = home.toAbsolutePath().normalize();
  }

  /// The workspace a verb runs in: system properties `datanet.root` and `datanet.home`, set by
  /// `./datanet`.
  public static Workspace current() {
    Path root = Path.of(System.getProperty("datanet.root", "."));
    String home = System.getProperty("datanet.home", "");
    return new Workspace(root, home.isBlank() ? root.resolve(".datanet") : Path.of(home));
  }

  /// Unpacked programs: PostgreSQL, Keycloak. Kept by `reset`.
  public Path tools() {
    return folder(root.resolve(".datanet/tools"));
  }

  public Path builds() {
    return folder(root.resolve(".datanet/build"));
  }

  public Path logs() {
    return folder(home.resolve("logs"));
  }

  public Path secrets() {
    return folder(home.resolve("secrets"));
  }

  /// Where one component keeps its data.
  public Path data(String component) {
    return folder(home.resolve(component));
  }

  public Path stateFile() {
    return folder(home).resolve("stack.json");
  }

  public Path lockFile() {
    return folder(home).resolve("lock");
  }

  public Path appTarget() {
    return root.resolve("datanet-api/app/target/quarkus-app");
  }

  public Path foundry(String tool) {
    return root.resolve("contracts/node_modules/@foundry-rs/" + tool + "-linux-amd64/bin/" + tool);
  }

  private static Path folder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new IllegalStateException("cannot create the folder " + path, e);
    }
  }
}
