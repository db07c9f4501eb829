package org.datanet.curation.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A piece of a file: the unit that is anonymised, reviewed, trained on and paid for.
///
/// @param ordinal position in the file, from 0
/// @param kind `paragraph`, `row` (CSV), `line` (JSONL) or `element` (JSON)
/// @param text the clean text; for a row, `name: value` lines in column order
/// @param fields column or property names and their values, in file order; empty for paragraphs
/// @param place where it starts, e.g. `line 12`
public record CutRecord(
    int ordinal, String kind, String text, Map<String, String> fields, String place) {

  public CutRecord {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
