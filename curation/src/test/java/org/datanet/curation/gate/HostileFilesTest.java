package org.datanet.curation.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.datanet.curation.parser.ParserSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// R16: every hostile file gets its verdict, and a message that names file, place and what to do.
class HostileFilesTest {

  private static final Path SAMPLES = Path.of("src/test/resources");
  private static final GateRules RULES =
      new GateRules(
          Set.of("text", "markdown", "pdf", "docx", "html", "csv", "json", "jsonl", "eml", "image"),
          Set.of("en", "es"),
          1_000_000);
  private static Gate gate;

  @BeforeAll
  static void open() {
    gate = new Gate(GateLimits.standard(), ParserSettings.standard());
  }

  @AfterAll
  static void close() {
    gate.close();
  }

  static Stream<JsonNode> files() throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(SAMPLES.resolve("hostile/expected.json").toFile());
    return StreamSupport.stream(expected.get("files").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("files")
  void givesTheExpectedVerdict(JsonNode expected) {
    Path file = SAMPLES.resolve(expected.get("file").asText());
    List<String> names =
        expected.has("upload_as")
            ? StreamSupport.stream(expected.get("upload_as").spliterator(), false)
                .map(JsonNode::asText)
                .toList()
            : List.of(file.getFileName().toString());
    for (String name : names) {
      GateReport report = gate.check(new Upload(name, file), RULES);
      assertThat(report.verdict().verdict())
          .as(report.toString())
          .isEqualTo(expected.get("verdict").asText());
      assertThat(report.verdict().code())
          .as(report.verdict().message())
          .isEqualTo(expected.get("code").asText());
      assertThat(report.verdict().message()).startsWith(FileName.shown(name)).endsWith(".");
    }
  }

  @Test
  void namesTheFirstBadByte() {
    assertThat(check("mixed-encodings.txt").verdict().message()).contains("byte 27");
    assertThat(check("overlong.txt").verdict().message()).contains("byte 9");
  }

  @Test
  void namesTheLineOfARaggedRow() {
    assertThat(check("ragged.csv").verdict().message()).contains("line ");
  }

  @Test
  void disarmsSixFormulasAndLeavesNumbersAndTelephonesAlone() {
    GateReport report = check("formulas.csv");
    assertThat(report.findings()).hasSize(6);
    assertThat(sanitised(report))
        .contains("\n-17.5,70,")
        .contains("\n+34 600 000 123,80,")
        .contains("\n'=1+1,10,plain");
    assertThat(report.records()).hasSize(8);
    assertThat(report.records().getLast().fields()).containsEntry("amount", "80");
  }

  @Test
  void keepsOnlyTheTextOfAPageWithScripts() {
    GateReport report = check("script.html");
    assertThat(String.join(" ", report.records().stream().map(CutRecord::text).toList()))
        .isEqualTo("Hello link The only text to keep.");
    assertThat(sanitised(report)).doesNotContain("alert").doesNotContain("javascript");
  }

  @Test
  void removesPlaceAndOwnerFromAPicture() {
    GateReport report = check("holiday.jpg");
    assertThat(new String(report.sanitised(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Exif")
        .doesNotContain("Jane Roe")
        .startsWith("\u00ff\u00d8\u00ff\u00db");
  }

  @Test
  void refusesAPictureWherePicturesAreNotAccepted() {
    GateRules textOnly = new GateRules(Set.of("text"), Set.of(), 1_000_000);
    GateReport report = gate.check(upload("holiday.jpg"), textOnly);
    assertThat(report.verdict().code()).isEqualTo("unsupported-type");
    assertThat(report.sanitised()).isNull();
  }

  @Test
  void removesEscapesAndDirectionOverrides() {
    assertThat(sanitised(check("controls.md")))
        .contains("terminal red, NUL , bell")
        .doesNotContain("\u202e");
  }

  @Test
  void readsAGoodDocumentAfterHostileOnes() throws IOException {
    check("truncated.pdf");
    check("bomb.docx");
    GateReport pdf = check("control-good.pdf");
    GateReport docx = check("control-good.docx");
    assertThat(pdf.records())
        .extracting(CutRecord::text)
        .containsExactly("A whole and harmless page.");
    assertThat(docx.records()).isNotEmpty();
    assertThat(pdf.sizeBytes()).isEqualTo(Files.size(SAMPLES.resolve("hostile/control-good.pdf")));
  }

  private static GateReport check(String name) {
    return gate.check(upload(name), RULES);
  }

  private static Upload upload(String name) {
    return new Upload(name, SAMPLES.resolve("hostile").resolve(name));
  }

  private static String sanitised(GateReport report) {
    return new String(report.sanitised(), StandardCharsets.UTF_8);
  }
}
