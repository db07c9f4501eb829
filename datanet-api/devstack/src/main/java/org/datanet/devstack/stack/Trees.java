package org.datanet.devstack.stack;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
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

  /// Makes `to` a copy of the folder `from`. Files are hard links where the file system can: good
  /// for folders whose files are replaced or deleted, never rewritten in place.
  public static void mirror(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        copyOrLink(file, target);
      }
    }
  }

  private static void copyOrLink(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file, target);
    }
  }

  /// One line per file: relative path, bytes, modification time; equal texts mean equal trees for a
  /// build's purposes. Folders named in `skipped` are not entered.
  public static String listing(Path folder, Set<String> skipped) throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
            return skipped.contains(String.valueOf(entered.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            lines.add(
                folder.relativize(file)
                    + " "
                    + attributes.size()
                    + " "
                    + attributes.lastModifiedTime().toMillis());
            return FileVisitResult.CONTINUE;
          }
        });
    return String.join("\n", lines);
  }
}
