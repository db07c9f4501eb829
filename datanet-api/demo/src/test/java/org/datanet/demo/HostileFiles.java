package org.datanet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The hostile set with the verdicts it must get (generated files, CC0 1.0).
final class HostileFiles {

  private HostileFiles() {}

  /// A file and what must become of it.
  record Hostile(String name, String verdict, String code) {

    byte[] content() {
      return bytes("/hostile/" + name);
    }
  }

  /// All but the one whose name is the attack. Datanets take documents only: a picture that would
  /// be cleaned elsewhere is refused there.
  static Stream<Hostile> files() {
    return Api.stream(expected())
        .filter(file -> !file.has("upload_as"))
        .map(file ->
            new Hostile(
                file.path("file").asText().replace("hostile/", ""),
                file.path("verdict").asText(),
                file.path("code").asText()))
        .map(file ->
            file.name().endsWith(".jpg")
                ? new Hostile(file.name(), "reject", "unsupported-type")
                : file);
  }

  static List<String> names() {
    return Api.stream(expected())
        .flatMap(file -> Api.stream(file.path("upload_as")))
        .map(JsonNode::asText)
        .toList();
  }

  private static JsonNode expected() {
    try {
      return Api.JSON.readTree(bytes("/hostile/expected.json")).path("files");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String resource) {
    try (InputStream in =
        Objects.requireNonNull(HostileFiles.class.getResourceAsStream(resource), resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
