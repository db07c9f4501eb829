package org.datanet.devstack.check;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The JUnit reports below a folder that were written since a moment: older ones are from another
/// run.
final class JUnitReports {
  private static final Set<String> SKIPPED = Set.of("node_modules", ".git", ".datanet", "classes");

  private JUnitReports() {}

  static List<JUnitReport> below(Path folder, Instant since) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(folder, visitor(folder, since, found));
    }
    List<JUnitReport> reports = new ArrayList<>();
    for (Path file : found) {
      reports.add(JUnitReport.read(file));
    }
    return reports;
  }

  private static SimpleFileVisitor<Path> visitor(Path top, Instant since, List<Path> found) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return !folder.equals(top) && SKIPPED.contains(String.valueOf(folder.getFileName()))
            ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (String.valueOf(file.getFileName()).matches("TEST-.*\\.xml")
            && !attributes.lastModifiedTime().toInstant().isBefore(since)) {
          found.add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }
}
