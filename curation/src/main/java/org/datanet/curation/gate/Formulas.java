package org.datanet.curation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Disarms cells that a spreadsheet would run (OWASP, CSV injection) by an apostrophe before them.
/// Numbers, telephone numbers and lone signs stay as they are.
final class Formulas {

  private static final Pattern RUNS = Pattern.compile("[\\s]*[=@+\\-].*", Pattern.DOTALL);
  private static final Pattern HARMLESS =
      Pattern.compile("[+-]?\\d+([.,]\\d+)*([eE][+-]?\\d+)?\\s*%?|\\+\\d[\\d ().-]{5,}|[+-]+");

  private Formulas() {}

  /// The table without formulas; one finding a cell goes to `findings`.
  static CsvTable disarmed(CsvTable table, List<Finding> findings) {
    List<CsvTable.Row> rows = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < row.cells().size(); column++) {
        String cell = row.cells().get(column);
        boolean runs = runs(cell);
        cells.add(runs ? "'" + cell : cell);
        if (runs) {
          findings.add(found(row.line(), column));
        }
      }
      rows.add(new CsvTable.Row(row.line(), List.copyOf(cells)));
    }
    return new CsvTable(table.separator(), rows);
  }

  static boolean runs(String cell) {
    return RUNS.matcher(cell).matches() && !HARMLESS.matcher(cell).matches();
  }

  private static Finding found(int line, int column) {
    return Finding.at(
        "line " + line + ", column " + (column + 1),
        "formula-injection",
        "a spreadsheet would run this cell; an apostrophe was put before it");
  }
}
