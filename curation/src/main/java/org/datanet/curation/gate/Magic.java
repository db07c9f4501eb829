package org.datanet.curation.gate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Tells what content is by its first bytes.
final class Magic {

  private record Mark(String kind, String shown, byte[] bytes) {
    Mark(String kind, String shown, String latin1) {
      this(kind, shown, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static final List<Mark> MARKS =
      List.of(
          new Mark("pdf", "a PDF document", "%PDF-"),
          new Mark("image", "a PNG picture", "\u0089PNG\r\n\u001a\n"),
          new Mark("image", "a JPEG picture", "\u00ff\u00d8\u00ff"),
          new Mark("gif", "a GIF picture", "GIF8"),
          new Mark("zip", "a ZIP archive", "PK\u0003\u0004"),
          new Mark("zip", "a ZIP archive", "PK\u0005\u0006"),
          new Mark("gzip", "a gzip file", "\u001f\u008b"),
          new Mark("program", "a Windows program", "MZ"),
          new Mark("program", "a Linux program", "\u007fELF"),
          new Mark("program", "a script to run", "#!/"),
          new Mark("archive", "a bzip2 file", "BZh"),
          new Mark("archive", "a 7-Zip archive", "7z\u00bc\u00af"),
          new Mark("archive", "a RAR archive", "Rar!"),
          new Mark("ole", "an old Office document", "\u00d0\u00cf\u0011\u00e0"));

  private Magic() {}

  /// `pdf`, `image`, `zip`, `gzip`, `html`, `xml`, … or an empty text for what looks like text.
  static String kind(byte[] content) {
    for (Mark mark : MARKS) {
      if (starts(content, mark.bytes())) {
        return isProse(mark, content) ? "" : mark.kind();
      }
    }
    String start = start(content);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return "html";
    }
    return start.startsWith("<?xml") || start.startsWith("<svg") || start.startsWith("<!doctype")
        ? "xml"
        : "";
  }

  /// The kind in words, for messages.
  static String shown(byte[] content) {
    return MARKS.stream()
        .filter(mark -> starts(content, mark.bytes()))
        .map(Mark::shown)
        .findFirst()
        .orElse(kind(content).isEmpty() ? "plain text" : kind(content).toUpperCase(Locale.ROOT));
  }

  /// `MZ` and `BZh` may start a word: a binary file has a NUL or an invalid byte soon.
  private static boolean isProse(Mark mark, byte[] content) {
    if (mark.bytes().length > 3 || content[0] < ' ') {
      return false;
    }
    for (int i = 0; i < Math.min(content.length, 64); i++) {
      if (content[i] >= 0 && content[i] < '\t') {
        return false;
      }
    }
    return mark.kind().equals("program") ? mark.shown().startsWith("a Windows") : true;
  }

  private static boolean starts(byte[] content, byte[] mark) {
    return content.length >= mark.length
        && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
  }

  private static String start(byte[] content) {
    String text = new String(content, 0, Math.min(content.length, 512), StandardCharsets.UTF_8);
    return text.replace("\uFEFF", "").stripLeading().toLowerCase(Locale.ROOT);
  }
}
