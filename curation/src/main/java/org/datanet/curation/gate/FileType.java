package org.datanet.curation.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// The types the gate knows, by extension and by the first bytes of their content.
enum FileType {
  TEXT(Set.of("txt", "text"), ""),
  MARKDOWN(Set.of("md", "markdown"), ""),
  PDF(Set.of("pdf"), "pdf"),
  DOCX(Set.of("docx"), "zip"),
  HTML(Set.of("html", "htm", "xhtml"), "html"),
  CSV(Set.of("csv", "tsv"), ""),
  JSON(Set.of("json"), ""),
  JSONL(Set.of("jsonl", "ndjson"), ""),
  EML(Set.of("eml"), ""),
  IMAGE(Set.of("png", "jpg", "jpeg"), "image"),
  ZIP(Set.of("zip"), "zip"),
  XML(Set.of("xml", "svg"), "xml"),
  OTHER(Set.of(), "");

  private final Set<String> extensions;
  private final String content;

  FileType(Set<String> extensions, String content) {
    this.extensions = extensions;
    this.content = content;
  }

  /// The name used in [GateRules#acceptedTypes].
  String ruleName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FileType ofExtension(String extension) {
    return Arrays.stream(values())
        .filter(type -> type.extensions.contains(extension))
        .findFirst()
        .orElse(OTHER);
  }

  /// Whether content of this kind ([Magic#kind]) may stand under this type's extension.
  boolean admits(String kind) {
    return switch (this) {
      case HTML -> kind.isEmpty() || kind.equals("html") || kind.equals("xml");
      case XML -> kind.isEmpty() || kind.equals("xml");
      case OTHER -> true;
      default -> kind.equals(content);
    };
  }
}
