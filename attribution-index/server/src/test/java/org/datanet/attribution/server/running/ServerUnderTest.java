package org.datanet.attribution.server.running;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.datanet.attribution.server.IndexClient;

/// The data directory and the address of the server under test.
final class ServerUnderTest {

  static final Path DATA = Path.of("target/test-indexes");
  static final String TOKEN = "a-token-of-the-tests-with-32-letters";

  private ServerUnderTest() {}

  static IndexClient client() {
    return client(TOKEN);
  }

  static IndexClient client(String token) {
    return new IndexClient(URI.create(RestAssured.baseURI + ":" + RestAssured.port), token);
  }

  /// A request that shows the token.
  static RequestSpecification caller() {
    return RestAssured.given().auth().oauth2(TOKEN).contentType("application/json");
  }

  /// Removes every index.
  static void clear() {
    try {
      Files.createDirectories(DATA);
      try (Stream<Path> all = Files.walk(DATA)) {
        List<Path> below =
            all.filter(path -> !path.equals(DATA)).sorted(Comparator.reverseOrder()).toList();
        for (Path path : below) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
