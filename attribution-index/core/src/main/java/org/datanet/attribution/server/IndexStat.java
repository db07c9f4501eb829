package org.datanet.attribution.server;

import org.datanet.attribution.index.AttributionIndex;
import org.datanet.kernel.Hash;

/// What a served index is.
///
/// @param name the folder below the data directory
/// @param digest SHA-256 of the manifest
/// @param generation 1 for the first publication, one more for each later one
/// @param records that can be found
/// @param erased records that are hidden but not yet purged
/// @param words of all records, erased ones included
public record IndexStat(
    String name, Hash digest, long generation, int records, int erased, long words, int segments) {

  static IndexStat of(String name, AttributionIndex index) {
    return new IndexStat(
        name,
        index.digest(),
        index.generation(),
        index.recordCount() - index.erasedCount(),
        index.erasedCount(),
        index.wordCount(),
        index.segmentCount());
  }
}
