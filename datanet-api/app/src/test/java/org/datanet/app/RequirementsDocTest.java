package org.datanet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/requirements.md` speaks about each requirement once and names only tests that exist.
class RequirementsDocTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path DOCUMENT = ROOT.resolve("docs/requirements.md");
  private static final Pattern ID = Pattern.compile("^\\| R(\\d+) \\|", Pattern.MULTILINE);
  private static final Pattern NAMED =
      Pattern.compile(
          "`(?:(\\w+)(?:#(\\w+))?|([\\w./-]+/[\\w.-]+))`(?=,| \\|$)", Pattern.MULTILINE);
  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

  @Test
  void speaksAboutEachRequirementOnce() throws IOException {
    List<Integer> ids =
        ID.matcher(Files.readString(DOCUMENT))
            .results()
            .map(id -> Integer.valueOf(id.group(1)))
            .toList();
    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 92).boxed().toList());
  }

  @Test
  void namesOnlyTestsThatExist() throws IOException {
    List<Path> tests = testFiles();
    Matcher named = NAMED.matcher(closedPart());
    int count = 0;
    for (; named.find(); count++) {
      assertThat(exists(tests, named)).as(named.group()).isTrue();
    }
    assertThat(count).isGreaterThan(60);
  }

  /// Only rows, so that the text around the table may name other things.
  private static String closedPart() throws IOException {
    String all = Files.readString(DOCUMENT);
    return all.substring(all.indexOf("## Closed"), all.indexOf("## Open"));
  }

  private static boolean exists(List<Path> tests, Matcher named) {
    if (named.group(3) != null) {
      return Files.exists(ROOT.resolve(named.group(3)));
    }
    String method = named.group(2) == null ? "" : named.group(2) + "(";
    return tests.stream()
        .filter(file -> file.getFileName().toString().matches(named.group(1) + "\\.(java|t\\.sol)"))
        .anyMatch(file -> read(file).contains(method));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> testFiles() throws IOException {
    Stream<Path> modules =
        MODULE
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .map(module -> ROOT.resolve(module.group(1)).resolve("src/test"));
    return Stream.concat(modules, Stream.of(ROOT.resolve("contracts/test")))
        .filter(Files::isDirectory)
        .flatMap(RequirementsDocTest::files)
        .toList();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
