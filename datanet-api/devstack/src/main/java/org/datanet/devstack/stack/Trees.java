package org.datanet.devstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Folders as a whole: delete, mirror, list, and names from archives that must stay inside.
public final class Trees {

  private Trees() {}

  /// Deletes a folder with all in it; symbolic links are removed, not followed. Absent is fine.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// `name` below `folder`; an archive entry that points outside is refused.
  public static Path inside(Path folder, String name) throws IOException {
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("the archive entry " + name + " points outside its folder");
    }
    return target;
  }

  /// Makes `to` a copy of the folder `from`. Files are hard links where the file system can, which
  /// is safe beside builds that replace files; `copied` names those that a build rewrites in place.
  public static void mirror(Path from, Path to, List<String> copied) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        copyOrLink(file, target, copied.contains(String.valueOf(file.getFileName())));
      }
    }
  }

  private static void copyOrLink(Path file, Path target, boolean copy) throws IOException {
    if (copy) {
      Files.copy(file, target);
      return;
    }
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file, target);
    }
  }

  /// One line per file: relative path, bytes, modification time; equal texts mean equal trees for a
  /// build's purposes.
  public static String listing(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> line(folder, file))
          .reduce("", String::concat);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String line(Path folder, Path file) {
    try {
      return folder.relativize(file)
          + " "
          + Files.size(file)
          + " "
          + Files.getLastModifiedTime(file).toMillis()
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
