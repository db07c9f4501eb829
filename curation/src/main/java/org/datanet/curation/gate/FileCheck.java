package org.datanet.curation.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.datanet.curation.parser.ParserPool;

/// One check of one file: name, size, type, structure, then content, language and quality.
final class FileCheck {

  private static final Set<FileType> PROSE =
      Set.of(
          FileType.TEXT,
          FileType.MARKDOWN,
          FileType.HTML,
          FileType.PDF,
          FileType.DOCX,
          FileType.EML);

  private final GateLimits limits;
  private final GateRules rules;
  private final Draft draft;
  private final Archives archives;
  private final Contents contents;
  private String step = "name";

  FileCheck(GateLimits limits, ParserPool parsers, GateRules rules, Draft draft) {
    this.limits = limits;
    this.rules = rules;
    this.draft = draft;
    this.archives = new Archives(limits);
    this.contents = new Contents(limits, parsers, draft);
  }

  GateReport run(Upload upload) throws IOException {
    try {
      FileName.check(upload.fileName());
      next("size");
      checkSize();
      next("type");
      byte[] content = Files.readAllBytes(upload.content());
      String extension = FileName.extension(upload.fileName());
      boolean packed = extension.equals("gz") || Magic.kind(content).equals("gzip");
      byte[] plain = packed ? unpacked(upload.fileName(), content) : content;
      FileType type = type(packed ? inner(upload.fileName()) : upload.fileName(), plain);
      draft.type = type.ruleName();
      next("structure");
      checkStructure(type, plain);
      checkAccepted(type, extension);
      next("content");
      contents.read(type, plain, packed ? null : upload.content());
      next("language");
      checkText(type);
      draft.passed(step);
      return draft.accepted();
    } catch (Refusal refusal) {
      return draft.refused(step, refusal);
    }
  }

  private void next(String name) {
    draft.passed(step);
    step = name;
  }

  private void checkSize() throws Refusal {
    if (draft.sizeBytes() == 0) {
      throw new Refusal("empty", null, "the file is empty; upload it again with its content");
    }
    if (draft.sizeBytes() > rules.maxBytes()) {
      throw new Refusal(
          "too-large",
          null,
          "it has %,d bytes, at most %,d are accepted; split it"
              .formatted(draft.sizeBytes(), rules.maxBytes()));
    }
  }

  private static String inner(String fileName) {
    return FileName.extension(fileName).equals("gz")
        ? fileName.substring(0, fileName.length() - ".gz".length())
        : fileName;
  }

  private byte[] unpacked(String fileName, byte[] content) throws Refusal {
    if (!FileName.extension(fileName).equals("gz")) {
      throw mismatch(FileName.extension(fileName), content);
    }
    if (!Magic.kind(content).equals("gzip")) {
      throw mismatch("gz", content);
    }
    return archives.gunzip(content);
  }

  private static FileType type(String fileName, byte[] content) throws Refusal {
    String extension = FileName.extension(fileName);
    FileType type = FileType.ofExtension(extension);
    if (!type.admits(Magic.kind(content))) {
      throw mismatch(extension, content);
    }
    if (type == FileType.EML && !startsWithHeader(content)) {
      throw new Refusal(
          "type-mismatch", "line 1", "an e-mail starts with header lines; save it as .eml again");
    }
    return type;
  }

  private static boolean startsWithHeader(byte[] content) {
    String start =
        new String(content, 0, Math.min(content.length, 200), StandardCharsets.ISO_8859_1);
    return start.matches("(?s)(From .*|[A-Za-z][A-Za-z0-9-]*:.*)");
  }

  private static Refusal mismatch(String extension, byte[] content) {
    return new Refusal(
        "type-mismatch",
        "first bytes",
        "the extension says .%s, the content is %s; upload the right file or correct its extension"
            .formatted(extension, Magic.shown(content)));
  }

  private void checkStructure(FileType type, byte[] content) throws Refusal {
    switch (type) {
      case ZIP -> archives.checkZip(content, false);
      case DOCX -> checkDocx(content);
      case PDF -> checkPdf(content);
      case XML ->
          MarkupChecks.refuseEntities(
              new String(content, StandardCharsets.ISO_8859_1), "start of file", false);
      case IMAGE -> checkPicture(content);
      case TEXT, MARKDOWN, HTML, CSV, JSON, JSONL, EML, OTHER -> {}
    }
  }

  private void checkDocx(byte[] content) throws Refusal {
    Set<String> names = archives.checkZip(content, true);
    if (!names.contains("word/document.xml")) {
      throw new Refusal(
          "type-mismatch", "archive", "this is a ZIP archive, but no Word document; save it again");
    }
    if (names.contains("word/vbaProject.bin")) {
      draft.findings.add(
          Finding.at("word/vbaProject.bin", "active-content", "macros were left out"));
    }
  }

  private void checkPdf(byte[] content) throws Refusal {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.lastIndexOf("%%EOF") < 0 || text.lastIndexOf("startxref") < 0) {
      throw new Refusal(
          "malformed",
          "byte " + content.length,
          "the PDF is cut off before its end mark; upload the whole file");
    }
    for (String active : new String[] {"/JavaScript", "/Launch"}) {
      if (text.contains(active)) {
        draft.findings.add(
            Finding.at("byte " + text.indexOf(active), "active-content", "actions were left out"));
      }
    }
  }

  private void checkPicture(byte[] content) throws Refusal {
    Picture picture = Picture.of(content);
    if (picture.pixels() > limits.imagePixels()) {
      throw new Refusal(
          "image-too-large",
          "header",
          "the picture states %,d pixels, at most %,d are accepted; make it smaller"
              .formatted(picture.pixels(), limits.imagePixels()));
    }
    Integer at = picture.metadataAt();
    if (at != null) {
      draft.sanitised = picture.clean();
      draft.findings.add(
          Finding.at(
              "byte " + at,
              "metadata",
              "metadata (such as place, owner, time) were removed from the picture"));
    }
  }

  private void checkAccepted(FileType type, String extension) throws Refusal {
    if (!rules.acceptedTypes().contains(type.ruleName())) {
      String what = type == FileType.OTHER ? "." + extension : type.ruleName();
      throw new Refusal(
          "unsupported-type",
          null,
          "files of type %s are not accepted here; convert it to one of: %s"
              .formatted(what, String.join(", ", new TreeSet<>(rules.acceptedTypes()))));
    }
  }

  private void checkText(FileType type) throws Refusal {
    String text = draft.records.stream().map(CutRecord::text).collect(Collectors.joining("\n"));
    draft.language = Language.of(text).orElse(null);
    String language = draft.language;
    if (language != null && !rules.languages().isEmpty() && !rules.languages().contains(language)) {
      throw new Refusal(
          "language",
          "whole file",
          "the text seems to be written in '%s'; accepted are: %s"
              .formatted(language, String.join(", ", new TreeSet<>(rules.languages()))));
    }
    next("quality");
    if (PROSE.contains(type)) {
      Quality.check(text);
    }
  }
}
