package org.datanet.curation.gate;

import java.util.ArrayList;
import java.util.List;

/// A table of delimited text (RFC 4180), read strictly: every row is as wide as the header, every
/// quote is closed. The separator is the one of `, ; TAB |` that is most frequent in the header.
///
/// @param rows the header first
record CsvTable(char separator, List<Row> rows) {

  /// @param line where the row starts, from 1
  record Row(int line, List<String> cells) {}

  private static final String SEPARATORS = ",;\t|";

  static CsvTable of(String text) throws Refusal {
    char separator = separator(text);
    List<Row> rows = new Reader(text, separator).rows();
    for (Row row : rows) {
      if (row.cells().size() != rows.getFirst().cells().size()) {
        throw new Refusal(
            "malformed",
            "line " + row.line(),
            "the row has %d columns, the header has %d; make all rows equally wide"
                .formatted(row.cells().size(), rows.getFirst().cells().size()));
      }
    }
    return new CsvTable(separator, rows);
  }

  private static char separator(String text) {
    String header = text.lines().findFirst().orElse("");
    char best = ',';
    for (char each : SEPARATORS.toCharArray()) {
      best = count(header, each) > count(header, best) ? each : best;
    }
    return best;
  }

  private static long count(String text, char wanted) {
    boolean quoted = false;
    long count = 0;
    for (char c : text.toCharArray()) {
      quoted ^= c == '"';
      count += !quoted && c == wanted ? 1 : 0;
    }
    return count;
  }

  /// The table as text again, LF at the end of each line.
  String text() {
    StringBuilder out = new StringBuilder();
    for (Row row : rows) {
      out.append(
          String.join(String.valueOf(separator), row.cells().stream().map(this::quoted).toList()));
      out.append('\n');
    }
    return out.toString();
  }

  private String quoted(String cell) {
    boolean plain =
        cell.chars().noneMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /// A cursor over the text.
  private static final class Reader {
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    Reader(String text, char separator) {
      this.text = text;
      this.separator = separator;
    }

    List<Row> rows() throws Refusal {
      List<Row> rows = new ArrayList<>();
      while (at < text.length()) {
        Row row = row();
        if (row.cells().size() > 1 || !row.cells().getFirst().isBlank()) {
          rows.add(row);
        }
      }
      return rows;
    }

    private Row row() throws Refusal {
      int start = line;
      List<String> cells = new ArrayList<>();
      do {
        cells.add(at < text.length() && text.charAt(at) == '"' ? quotedCell() : plainCell());
      } while (skip(separator));
      skip('\r');
      if (skip('\n')) {
        line++;
      } else if (at < text.length()) {
        throw new Refusal(
            "malformed",
            "line " + line,
            "text follows a closing quote; double the quotes inside a quoted cell");
      }
      return new Row(start, cells);
    }

    private String plainCell() {
      int start = at;
      while (at < text.length()
          && "\r\n".indexOf(text.charAt(at)) < 0
          && text.charAt(at) != separator) {
        at++;
      }
      return text.substring(start, at);
    }

    private String quotedCell() throws Refusal {
      int start = line;
      StringBuilder cell = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"' && !skip('"')) {
          return cell.toString();
        }
        line += c == '\n' ? 1 : 0;
        cell.append(c);
      }
      throw new Refusal(
          "malformed", "line " + start, "a quote is opened and never closed; close it");
    }

    private boolean skip(char wanted) {
      boolean there = at < text.length() && text.charAt(at) == wanted;
      at += there ? 1 : 0;
      return there;
    }
  }
}
