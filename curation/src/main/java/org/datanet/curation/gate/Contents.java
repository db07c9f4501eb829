package org.datanet.curation.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datanet.curation.parser.ParsedFile;
import org.datanet.curation.parser.ParserOutcome;
import org.datanet.curation.parser.ParserPool;
import org.jspecify.annotations.Nullable;

/// Reads a file's content into records, cleaned; what was removed becomes findings of the draft.
final class Contents {

  private final GateLimits limits;
  private final ParserPool parsers;
  private final Draft draft;
  private final Prose prose;

  Contents(GateLimits limits, ParserPool parsers, Draft draft) {
    this.limits = limits;
    this.parsers = parsers;
    this.draft = draft;
    this.prose = new Prose(limits.paragraphCharacters());
  }

  /// @param file where the content lies; null when it was unpacked in memory
  void read(FileType type, byte[] content, @Nullable Path file) throws Refusal, IOException {
    switch (type) {
      case TEXT, MARKDOWN -> draft.records = prose.cut(cleaned(lines(content)));
      case CSV -> readTable(content);
      case JSON -> draft.records = new JsonRecords(limits).elements(text(content));
      case JSONL -> draft.records = new JsonRecords(limits).lines(lines(content));
      case HTML -> {
        String page = lines(content);
        MarkupChecks.refuseEntities(page, "start of file", true);
        MarkupChecks.refuseDepth(page, limits.nesting());
        readParsed(type, page.getBytes(StandardCharsets.UTF_8), null);
      }
      case PDF, DOCX, EML -> readParsed(type, content, file);
      case IMAGE, ZIP, XML, OTHER -> {
        return;
      }
    }
    if (draft.records.isEmpty()) {
      throw new Refusal("empty", "whole file", "no text was found; upload a file with text");
    }
  }

  private void readTable(byte[] content) throws Refusal {
    CsvTable table = CsvTable.of(cleaned(lines(content)));
    int before = draft.findings.size();
    CsvTable harmless = Formulas.disarmed(table, draft.findings);
    if (draft.findings.size() > before) {
      draft.sanitised = harmless.text().getBytes(StandardCharsets.UTF_8);
    }
    draft.records = TableRecords.of(harmless);
  }

  private void readParsed(FileType type, byte[] content, @Nullable Path file)
      throws Refusal, IOException {
    Path path = file == null ? Files.createTempFile("gate", ".part") : file;
    try {
      if (file == null) {
        Files.write(path, content);
      }
      keep(parsed(parsers.parse(type.ruleName(), path)));
    } finally {
      if (file == null) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void keep(ParsedFile parsed) {
    for (String active : parsed.activeContent()) {
      draft.findings.add(
          Finding.at(active, "active-content", "active content was removed, its text kept"));
    }
    draft.sanitised = parsed.sanitised();
    List<String> clean = parsed.paragraphs().stream().map(this::cleanedParsed).toList();
    draft.records = prose.cut(clean);
  }

  private static ParsedFile parsed(ParserOutcome outcome) throws Refusal {
    return switch (outcome) {
      case ParserOutcome.Parsed(ParsedFile file) -> usable(file);
      case ParserOutcome.TimedOut() ->
          throw new Refusal(
              "parse-timeout", null, "reading it took too long; simplify or split the file");
      case ParserOutcome.Died(int exitCode) ->
          throw new Refusal(
              "malformed",
              null,
              "it cannot be read within the limits (parser ended with %d); export it again"
                  .formatted(exitCode));
    };
  }

  private static ParsedFile usable(ParsedFile file) throws Refusal {
    return switch (file.status()) {
      case "ok" -> file;
      case "encrypted" ->
          throw new Refusal(
              "encrypted", null, "encrypted content cannot be checked; remove the password");
      case "too-long" ->
          throw new Refusal(
              "decompression-limit", null, "it holds more text than can be checked; split it");
      default ->
          throw new Refusal(
              "malformed", null, "the document is damaged; open it, export it again, upload that");
    };
  }

  private String text(byte[] content) throws Refusal {
    String text = Decoding.decoded(content);
    if (text.codePoints().allMatch(Contents::isBlank)) {
      throw new Refusal(
          "empty", "whole file", "only blanks and invisible characters; upload a file with text");
    }
    return text;
  }

  private String lines(byte[] content) throws Refusal {
    String text = text(content);
    int line = 1;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        if (i - start > limits.lineCharacters()) {
          throw new Refusal(
              "line-too-long",
              "line " + line,
              "the line has more than %,d characters; break it into lines"
                  .formatted(limits.lineCharacters()));
        }
        line += i < text.length() && text.charAt(i) == '\n' ? 1 : 0;
        start = i + 1;
      }
    }
    return text;
  }

  private String cleaned(String text) {
    CleanText clean = CleanText.of(text);
    if (!clean.removed().isEmpty()) {
      draft.findings.addAll(clean.removed());
      draft.sanitised = clean.text().getBytes(StandardCharsets.UTF_8);
    }
    return clean.text();
  }

  /// Parsed documents hold stray control characters often; they are removed without a finding.
  private String cleanedParsed(String paragraph) {
    return CleanText.of(paragraph).text();
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
