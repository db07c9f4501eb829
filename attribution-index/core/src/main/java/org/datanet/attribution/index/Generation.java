package org.datanet.attribution.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The next generation of an index, its segments written already.
///
/// @param fresh the first segment whose records are new
/// @param erased numbers of erased records, whether a segment still holds them or not
record Generation(Path folder, List<IndexManifest.FileEntry> entries, int fresh, BitSet erased) {

  /// Writes the state, then publishes both.
  ///
  /// @param earlier the generation before, null for the first
  /// @param stateFile the number of the state's file, less than those of `numbers`
  void write(@Nullable AttributionIndex earlier, IndexBuilder.Numbers numbers, int stateFile)
      throws IOException {
    try (Arena arena = Arena.ofShared()) {
      List<Segment> segments = new ArrayList<>();
      for (IndexManifest.FileEntry entry : entries) {
        segments.add(Segment.open(folder, entry, arena));
      }
      IndexState state = earlier == null ? null : earlier.state();
      Clusters clusters = Clusters.find(segments, numbers.nextNumber(), state, fresh);
      SectionWriter.Written written =
          new StateBuilder(segments, present(segments), clusters, state)
              .write(folder.resolve(IndexFiles.state(stateFile)), earlier);
      IndexManifest.of(
              earlier == null ? 1 : earlier.generation() + 1,
              numbers,
              entries,
              IndexManifest.FileEntry.of(written))
          .publish(folder);
    }
  }

  /// The erased records that a segment still holds.
  private BitSet present(List<Segment> segments) {
    BitSet present = new BitSet();
    for (Segment segment : segments) {
      erased.stream().filter(number -> segment.ordinalOfNumber(number) >= 0).forEach(present::set);
    }
    return present;
  }
}
