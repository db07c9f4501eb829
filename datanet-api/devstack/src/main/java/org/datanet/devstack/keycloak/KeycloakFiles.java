package org.datanet.devstack.keycloak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.build.Maven;
import org.datanet.devstack.stack.Steps;
import org.datanet.devstack.stack.Trees;

/// Keycloak's distribution from Maven Central, unpacked once; whole or absent.
final class KeycloakFiles {

  private KeycloakFiles() {}

  static Path install(Workspace workspace, Steps steps) throws IOException {
    String version = version();
    Path server = workspace.tools().resolve("keycloak-" + version);
    if (Files.isDirectory(server)) {
      return server;
    }
    Path zip = download(workspace, version, steps);
    steps.say("unpacking");
    Path beside = workspace.tools().resolve("keycloak.new");
    Trees.delete(beside);
    unpack(zip, beside);
    Files.move(beside.resolve("keycloak-" + version), server, StandardCopyOption.ATOMIC_MOVE);
    Trees.delete(beside);
    return server;
  }

  /// A copy of the installation for this home: Keycloak keeps its import folder inside its own.
  static Path own(Workspace workspace, Path installed) throws IOException {
    Path own = workspace.data("keycloak").resolve(String.valueOf(installed.getFileName()));
    if (!Files.isDirectory(own)) {
      Path beside = workspace.data("keycloak").resolve("server.new");
      Trees.delete(beside);
      Trees.mirror(installed, beside);
      Files.move(beside, own, StandardCopyOption.ATOMIC_MOVE);
    }
    return own;
  }

  private static Path download(Workspace workspace, String version, Steps steps)
      throws IOException {
    Path zip = workspace.tools().resolve("keycloak-quarkus-dist-" + version + ".zip");
    if (!Files.exists(zip)) {
      String artifact = "org.keycloak:keycloak-quarkus-dist:" + version + ":zip";
      new Maven(workspace).fetch(artifact, zip, steps);
    }
    return zip;
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = Trees.inside(folder, entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
          if (entry.getName().endsWith(".sh")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
      }
    }
  }

  private static String version() throws IOException {
    Properties versions = new Properties();
    try (var in = KeycloakFiles.class.getResourceAsStream("/versions.properties")) {
      versions.load(in);
    }
    return versions.getProperty("keycloak");
  }
}
