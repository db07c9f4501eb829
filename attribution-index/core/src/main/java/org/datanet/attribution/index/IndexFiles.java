package org.datanet.attribution.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;

/// The files of an index folder, in the hands of one writer until it closes this.
final class IndexFiles implements AutoCloseable {

  private static final String LOCK = "write.lock";

  private final Path folder;
  private final FileChannel lock;

  private IndexFiles(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// @throws ProblemException `index-in-use`
  static IndexFiles lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new IndexFiles(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      // held by this process: the same answer
    }
    channel.close();
    throw new ProblemException(
        AttributionProblem.INDEX_IN_USE,
        folder.getFileName() + " is being changed by another writer; wait until it is done");
  }

  static String segment(int file) {
    return String.format("segment-%06d.dni", file);
  }

  static String state(int file) {
    return String.format("state-%06d.dni", file);
  }

  /// Deletes the files of no generation: of interrupted changes and of generations that were
  /// replaced. Whoever has mapped them keeps them until closing.
  void deleteBut(Set<String> used) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (isOurs(name) && !used.contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOurs(String name) {
    return name.matches("(segment|state)-\\d{6,}\\.dni|manifest\\.json\\.building");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
