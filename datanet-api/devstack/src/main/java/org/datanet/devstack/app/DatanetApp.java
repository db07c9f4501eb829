package org.datanet.devstack.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.Launch;
import org.datanet.devstack.stack.Component;
import org.datanet.devstack.stack.Http;
import org.datanet.devstack.stack.Ports;
import org.datanet.devstack.stack.PrivateFile;
import org.datanet.devstack.stack.Secrets;
import org.datanet.devstack.stack.Steps;
import org.datanet.devstack.stack.Trees;

/// The Quarkus application, from a copy of `datanet-api/app/target/quarkus-app`. Its settings lie
/// in `config/application.properties` of its folder, which Quarkus reads from the working folder.
public final class DatanetApp implements Component {
  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;

  public DatanetApp(Workspace workspace, Ports ports, Secrets secrets) {
    this.workspace = workspace;
    this.ports = ports;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return "app";
  }

  /// Not Keycloak: the app waits for it by itself, and the two start side by side.
  @Override
  public List<String> needs() {
    return List.of("postgres", "s3", "l2");
  }

  @Override
  public int port() {
    return ports.of("app");
  }

  @Override
  public boolean present() {
    return Files.exists(workspace.appTarget().resolve("quarkus-run.jar"));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Duration grace() {
    return Duration.ofSeconds(30);
  }

  public static String url(Ports ports) {
    return "http://localhost:" + ports.of("app");
  }

  @Override
  public Launch prepare(Steps steps) throws IOException {
    Path folder = workspace.data("app");
    String settings = AppSettings.text(workspace, ports, secrets);
    Files.createDirectories(folder.resolve("config"));
    PrivateFile.write(folder.resolve("config/application.properties"), settings);
    Path jars = ownCopy(folder);
    return new Launch(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx2g",
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jars.resolve("quarkus-run.jar").toString()),
        Map.of(),
        folder,
        settings);
  }

  /// A build deletes the folder it made last time: the running app needs its own.
  private Path ownCopy(Path folder) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(Trees.listing(workspace.appTarget(), Set.of()).getBytes(StandardCharsets.UTF_8));
    Path jars = folder.resolve("jars-" + HexFormat.of().toHexDigits(sum.getValue(), 8));
    if (!Files.isDirectory(jars)) {
      Path beside = folder.resolve("jars.new");
      Trees.delete(beside);
      Trees.mirror(workspace.appTarget(), beside);
      Files.move(beside, jars, StandardCopyOption.ATOMIC_MOVE);
    }
    deleteOthers(folder, jars);
    return jars;
  }

  private static void deleteOthers(Path folder, Path kept) throws IOException {
    try (var all = Files.newDirectoryStream(folder, "jars-*")) {
      for (Path old : all) {
        if (!old.equals(kept)) {
          Trees.delete(old);
        }
      }
    }
  }

  @Override
  public boolean answers() throws IOException {
    return Http.status("http://127.0.0.1:" + port() + "/q/health/ready") == 200;
  }
}
