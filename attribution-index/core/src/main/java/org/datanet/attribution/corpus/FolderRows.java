package org.datanet.attribution.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// A folder with one folder a contributor; each file in it, at any depth, is a text.
final class FolderRows implements CorpusRows {

  private final Path folder;
  private final List<Path> files; // relative to the folder
  private long bytes;
  private long bytesRead;
  private int next;

  FolderRows(Path folder) throws IOException {
    this.folder = folder;
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(this::isText)::iterator) {
        found.add(folder.relativize(file));
        bytes += Files.size(file);
      }
    }
    files = found.stream().sorted(Comparator.comparing(FolderRows::portable)).toList();
  }

  private boolean isText(Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static String portable(Path path) {
    List<String> parts = new ArrayList<>();
    path.forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }

  @Override
  public @Nullable CorpusRow next() throws IOException {
    if (next == files.size()) {
      return null;
    }
    Path file = files.get(next++);
    String place = portable(file);
    if (file.getNameCount() < 2) {
      throw new ProblemException(
          AttributionProblem.CORPUS_MALFORMED,
          place
              + " lies in no contributor's folder; put it into a folder named after who wrote it");
    }
    Utf8Text.checkSize(Files.size(folder.resolve(file)), place);
    byte[] text = Files.readAllBytes(folder.resolve(file));
    bytesRead += text.length;
    return new CorpusRow(
        place,
        null,
        file.getName(0).toString(),
        Utf8Text.decode(ByteBuffer.wrap(text), place, 0),
        null);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() {
    // no file stays open
  }
}
