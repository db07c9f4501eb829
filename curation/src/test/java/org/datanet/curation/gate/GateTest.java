package org.datanet.curation.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.datanet.curation.parser.ParserClassPath;
import org.datanet.curation.parser.ParserSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {

  private static final GateRules RULES =
      new GateRules(
          Set.of("text", "markdown", "pdf", "docx", "html", "csv", "json", "jsonl", "eml"),
          Set.of("en", "es"),
          5_000_000);
  private static Gate gate;
  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    gate = new Gate(GateLimits.standard(), ParserSettings.standard());
  }

  @AfterAll
  static void close() {
    gate.close();
  }

  @Test
  void cutsTextIntoParagraphsWithTheirLines() throws IOException {
    GateReport report = check("a.txt", "First\nparagraph.\n\n\nSecond one.\r\n\r\nThird.");
    assertThat(report.records())
        .extracting(CutRecord::text)
        .containsExactly("First\nparagraph.", "Second one.", "Third.");
    assertThat(report.records())
        .extracting(CutRecord::place)
        .containsExactly("line 1", "line 5", "line 7");
  }

  @Test // R12
  void namesEveryCheckItMade() throws IOException {
    assertThat(check("a.txt", "Some text.").steps())
        .extracting(CheckStep::name)
        .containsExactly("name", "size", "type", "structure", "content", "language", "quality");
  }

  @Test
  void cutsATableIntoRowsWithTheNamesOfItsColumns() throws IOException {
    GateReport report = check("a.csv", "time;pm25 [ug/m3]\n2025-01-01;1,3\n2025-01-02;-2\n");
    assertThat(report.records())
        .extracting(CutRecord::text)
        .containsExactly(
            "time: 2025-01-01\npm25 [ug/m3]: 1,3", "time: 2025-01-02\npm25 [ug/m3]: -2");
    assertThat(report.verdict().code()).isEqualTo("ok");
  }

  @Test
  void cutsJsonAndJsonLines() throws IOException {
    assertThat(
            check("a.json", "[{\"text\":\"one\"},{\"a\":1.50,\"b\":{\"c\":[true,null]}}]")
                .records())
        .extracting(CutRecord::text)
        .containsExactly("one", "a: 1.50\nb.c[0]: true");
    assertThat(check("a.jsonl", "{\"q\":\"x\",\"a\":\"y\"}\n\n{\"text\":\"z\"}\n").records())
        .extracting(CutRecord::place)
        .containsExactly("line 1", "line 3");
  }

  @Test
  void namesLineAndColumnOfBrokenJson() throws IOException {
    GateReport report = check("a.jsonl", "{\"q\":1}\n{\"q\":}\n");
    assertThat(report.verdict().code()).isEqualTo("malformed");
    assertThat(report.verdict().message()).contains("a.jsonl, line 2, column 6");
  }

  @Test
  void readsTheBodyOfAnEmailButNoAttachment() throws IOException {
    GateReport report =
        check(
            "a.eml",
            """
            From: a@example.org
            To: b@example.org
            Subject: needle
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="XX"

            --XX
            Content-Type: text/plain; charset=utf-8

            Hello, this is the first paragraph.

            And the second.

            --XX
            Content-Type: text/plain; name="notes.txt"
            Content-Disposition: attachment; filename="notes.txt"

            attached words

            --XX--
            """
                .replace("\n", "\r\n"));
    assertThat(report.verdict().code()).isEqualTo("ok");
    assertThat(report.records().toString()).contains("first paragraph").contains("the second");
    assertThat(report.records().toString()).doesNotContain("attached words");
  }

  @Test
  void readsPlainAndQuotedPrintableEmails() throws IOException {
    GateReport report =
        check(
            "a.eml",
            "From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=iso-8859-1\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\nel coraz=F3n\r\n");
    assertThat(report.records().toString()).contains("el corazón");
  }

  @Test
  void readsPackedTables() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("f"), packed.toByteArray());
    assertThat(gate.check(new Upload("t.csv.gz", file), RULES).records()).hasSize(1);
    assertThat(gate.check(new Upload("t.csv", file), RULES).verdict().code())
        .isEqualTo("type-mismatch");
  }

  @Test
  void tellsEnglishFromSpanishAndRefusesOtherLanguages() throws IOException {
    assertThat(check("a.txt", "The patient was seen in the clinic and it is well.").language())
        .isEqualTo("en");
    assertThat(
            check("a.txt", "El paciente fue visto en la consulta y se encuentra bien.").language())
        .isEqualTo("es");
    GateReport german =
        check("a.txt", "Der Patient wurde in der Klinik gesehen und es geht ihm gut.");
    assertThat(german.verdict().code()).isEqualTo("language");
    assertThat(german.verdict().message()).contains("'de'").contains("en, es");
  }

  @Test
  void refusesUnknownTypesAndTooMuchWithWhatToDo() throws IOException {
    assertThat(check("a.xyz", "text").verdict().message()).contains("csv, docx, eml");
    GateRules small = new GateRules(Set.of("text"), Set.of(), 3);
    Path file = Files.writeString(folder.resolve("f"), "four");
    assertThat(gate.check(new Upload("a.txt", file), small).verdict().code())
        .isEqualTo("too-large");
  }

  @Test
  void refusesAnHtmlPageUnderTheNameOfAText() throws IOException {
    assertThat(check("a.txt", "<!DOCTYPE html><p>x").verdict().code()).isEqualTo("type-mismatch");
  }

  @Test
  void readsATextThatStartsLikeAProgram() throws IOException {
    assertThat(check("a.txt", "MZUNGU is a word of the region.").verdict().code()).isEqualTo("ok");
  }

  @Test
  void survivesAParserThatTakesTooLong() throws IOException {
    ParserSettings hasty =
        new ParserSettings(
            ParserClassPath.own(), 1, 256, Duration.ofMillis(1), Duration.ofMinutes(2));
    Path file = Files.writeString(folder.resolve("f"), "<p>text".repeat(20_000));
    try (Gate slow = new Gate(GateLimits.standard(), hasty)) {
      assertThat(slow.check(new Upload("a.html", file), RULES).verdict().code())
          .isEqualTo("parse-timeout");
    }
    assertThat(gate.check(new Upload("a.html", file), RULES).verdict().code())
        .isNotEqualTo("parse-timeout");
  }

  @Test
  void survivesAParserThatRunsOutOfMemory() throws IOException {
    ParserSettings tight =
        new ParserSettings(
            ParserClassPath.own(), 1, 32, Duration.ofMinutes(2), Duration.ofMinutes(2));
    Path file = Files.writeString(folder.resolve("f"), "<b>t</b>\n".repeat(500_000));
    try (Gate small = new Gate(GateLimits.standard(), tight)) {
      GateReport report = small.check(new Upload("a.html", file), RULES);
      assertThat(report.verdict().code()).as(report.verdict().message()).isEqualTo("malformed");
      Path good = Files.writeString(folder.resolve("g"), "<p>needle</p>");
      assertThat(small.check(new Upload("g.html", good), RULES).records()).hasSize(1);
    }
  }

  private GateReport check(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve("upload"), content);
    return gate.check(new Upload(name, file), RULES);
  }
}
