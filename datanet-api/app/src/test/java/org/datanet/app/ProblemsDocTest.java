package org.datanet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.datanet.kernel.Problem;
import org.junit.jupiter.api.Test;

/// `docs/problems.md` lists every problem a caller can meet, and none that does not exist.
class ProblemsDocTest {

  private static final Path DOCUMENT = Path.of("../../docs/problems.md");
  private static final Pattern ENUM = Pattern.compile("`(\\w+Problem)`");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\| (\\d{3}) \\| ([^|]+) \\| ([^|]{10,}) \\|");

  @Test
  void listsEveryProblemOfEveryModuleWithStatusAndTitle() throws IOException {
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(existing());
  }

  /// Rows below a heading that names the enum: `AppProblem not-found 404 There is …`.
  private static List<String> documented() throws IOException {
    StringBuilder module = new StringBuilder();
    return Files.readAllLines(DOCUMENT).stream()
        .peek(line -> noteHeading(line, module))
        .flatMap(line -> ROW.matcher(line).results())
        .map(row -> module + " " + fields(row))
        .toList();
  }

  private static void noteHeading(String line, StringBuilder module) {
    if (line.startsWith("## ")) {
      module.setLength(0);
      ENUM.matcher(line).results().forEach(name -> module.append(name.group(1)));
    }
  }

  private static String fields(MatchResult row) {
    return row.group(1) + " " + row.group(2) + " " + row.group(3).strip();
  }

  private static List<String> existing() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.datanet")
            .stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(Problem.class))
            .map(JavaClass::reflect)
            .flatMap(type -> List.of(type.getEnumConstants()).stream())
            .map(Problem.class::cast)
            .map(ProblemsDocTest::line)
            .toList();
  }

  private static String line(Problem problem) {
    return "%s %s %d %s"
        .formatted(
            problem.getClass().getSimpleName(), problem.slug(), problem.status(), problem.title());
  }
}
