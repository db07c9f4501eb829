package org.datanet.curation.gate;

import org.jspecify.annotations.Nullable;

/// One thing met in a file that its contributor or its reviewer should know.
///
/// @param code stable kebab-case name, e.g. `formula-injection`
/// @param message what is wrong and what to do
/// @param place where in the file, e.g. `line 5` or `byte 27`; null for the whole file
/// @param ordinal number of the record it concerns, from 0; null when it concerns no single record
public record Finding(
    String code, String message, @Nullable String place, @Nullable Integer ordinal) {

  static Finding at(String place, String code, String message) {
    return new Finding(code, message, place, null);
  }
}
