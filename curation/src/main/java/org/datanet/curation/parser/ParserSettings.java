package org.datanet.curation.parser;

import java.time.Duration;

/// How child processes run.
///
/// @param classPath holds this module, Tika's parsers and Jackson
/// @param processes most children at the same time
/// @param heapMegabytes heap of each
/// @param parseLimit longest time for one file
/// @param startLimit longest time until a child is ready
public record ParserSettings(
    String classPath, int processes, int heapMegabytes, Duration parseLimit, Duration startLimit) {

  public ParserSettings {
    if (processes < 1 || heapMegabytes < 32 || !parseLimit.isPositive()) {
      throw new IllegalArgumentException(
          "a parser needs at least 1 process, 32 MB of heap and some time");
    }
  }

  /// One process, 256 MB, 10 s for a file, 60 s to start.
  public static ParserSettings standard() {
    return new ParserSettings(
        ParserClassPath.own(), 1, 256, Duration.ofSeconds(10), Duration.ofSeconds(60));
  }
}
