package org.datanet.curation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts prose into paragraphs: blocks parted by blank lines.
final class Prose {

  private static final Pattern PARAGRAPH = Pattern.compile("(?s)\\S.*?(?=\\n[^\\S\\n]*\\n|\\z)");

  private final int most;

  /// @param most characters of a paragraph; a longer one is cut at a space
  Prose(int most) {
    this.most = most;
  }

  List<CutRecord> cut(String text) {
    List<CutRecord> records = new ArrayList<>();
    Matcher matcher = PARAGRAPH.matcher(text.replace("\r\n", "\n").replace('\r', '\n'));
    int line = 1;
    int counted = 0;
    String plain = text.replace("\r\n", "\n").replace('\r', '\n');
    while (matcher.find()) {
      line +=
          (int) plain.substring(counted, matcher.start()).chars().filter(c -> c == '\n').count();
      counted = matcher.start();
      add(records, matcher.group().strip(), "line " + line);
    }
    return records;
  }

  List<CutRecord> cut(List<String> paragraphs) {
    List<CutRecord> records = new ArrayList<>();
    for (int i = 0; i < paragraphs.size(); i++) {
      add(records, paragraphs.get(i).strip(), "paragraph " + (i + 1));
    }
    return records;
  }

  private void add(List<CutRecord> records, String paragraph, String place) {
    String rest = paragraph;
    while (!rest.isEmpty()) {
      int end = rest.length() <= most ? rest.length() : end(rest);
      String part = rest.substring(0, end).strip();
      if (!part.isEmpty()) {
        records.add(new CutRecord(records.size(), "paragraph", part, Map.of(), place));
      }
      rest = rest.substring(end).strip();
    }
  }

  private int end(String text) {
    int sentence = text.lastIndexOf(". ", most);
    int space = text.lastIndexOf(' ', most);
    if (sentence > most / 2) {
      return sentence + 1;
    }
    return space > 0 ? space : most;
  }
}
