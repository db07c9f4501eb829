package org.datanet.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The demo's documents, which come with the program (`documents/README.md`).
public final class Documents {

  private Documents() {}

  /// A file to upload.
  ///
  /// @param folder who wrote it, e.g. `contributor-01`
  public record Document(String folder, String name, byte[] content) {}

  /// All documents of a kind (`medical`, `literature`), by folder and name.
  public static List<Document> of(String kind) {
    try {
      URI uri = Objects.requireNonNull(Documents.class.getResource("/documents")).toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          return read(jar.getPath("/documents", kind));
        }
      }
      return read(Path.of(uri).resolve(kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Document> read(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file ->
              new Document(
                  Objects.requireNonNull(file.getParent()).getFileName().toString(),
                  file.getFileName().toString(),
                  bytes(file)))
          .toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
