package org.datanet.curation.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows of a table as records.
final class TableRecords {

  private TableRecords() {}

  static List<CutRecord> of(CsvTable table) throws Refusal {
    if (table.rows().size() < 2) {
      throw new Refusal("empty", "line 1", "the table has a header and no rows; add the data");
    }
    List<String> names = names(table.rows().getFirst().cells());
    List<CutRecord> records = new ArrayList<>();
    for (CsvTable.Row row : table.rows().subList(1, table.rows().size())) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        fields.put(names.get(i), row.cells().get(i));
      }
      records.add(
          new CutRecord(records.size(), "row", lines(fields), fields, "line " + row.line()));
    }
    return records;
  }

  /// `name: value` lines of the fields that have a value.
  static String lines(Map<String, String> fields) {
    return String.join(
        "\n",
        fields.entrySet().stream()
            .filter(field -> !field.getValue().isBlank())
            .map(field -> field.getKey() + ": " + field.getValue().strip())
            .toList());
  }

  private static List<String> names(List<String> header) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).isBlank() ? "column " + (i + 1) : header.get(i).strip();
      names.add(names.contains(name) ? name + " (" + (i + 1) + ")" : name);
    }
    return names;
  }
}
