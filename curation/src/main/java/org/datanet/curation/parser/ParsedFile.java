package org.datanet.curation.parser;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a child process read.
///
/// @param status `ok`, `encrypted`, `malformed` or `too-long` (more text than allowed)
/// @param paragraphs blocks of text in reading order
/// @param activeContent what was removed because it would run in a browser, e.g. `script`
/// @param sanitised the file without active content; null when nothing was removed or the type
///   cannot be written again
public record ParsedFile(
    String status,
    List<String> paragraphs,
    List<String> activeContent,
    byte @Nullable [] sanitised) {

  static ParsedFile failed(String status) {
    return new ParsedFile(status, List.of(), List.of(), null);
  }
}
