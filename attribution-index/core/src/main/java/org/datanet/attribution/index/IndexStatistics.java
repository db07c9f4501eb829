package org.datanet.attribution.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.datanet.kernel.Hash;

/// What one generation of an index holds, and what its bytes are spent on.
///
/// @param records erased ones included
/// @param erased records that are hidden but not yet purged
/// @param contributors accounts with a record
/// @param clusters sets of near duplicates of at least two records
/// @param words of all records
/// @param distinctWords words of one record a cluster
/// @param bytes of all files but the manifest
/// @param sections in the order of their numbers, over all files; last what is no section
public record IndexStatistics(
    long generation,
    Hash digest,
    int segments,
    int records,
    int erased,
    int contributors,
    int clusters,
    long words,
    long distinctWords,
    long bytes,
    List<SectionBytes> sections) {

  /// Bytes of the sections of one kind, padding included.
  public record SectionBytes(String section, long bytes) {}

  public IndexStatistics {
    sections = List.copyOf(sections);
  }

  public static IndexStatistics of(AttributionIndex index) {
    List<SectionBytes> sections = sections(index);
    return new IndexStatistics(
        index.generation(),
        index.digest(),
        index.segmentCount(),
        index.recordCount(),
        index.erasedCount(),
        index.contributors().size(),
        index.state().clusterCount(),
        index.wordCount(),
        index.distinctWordCount(),
        sections.stream().mapToLong(SectionBytes::bytes).sum(),
        sections);
  }

  private static List<SectionBytes> sections(AttributionIndex index) {
    Map<Integer, Long> sums = new TreeMap<>();
    index
        .state()
        .file()
        .sectionBytes()
        .forEach((kind, bytes) -> sums.merge(kind, bytes, Long::sum));
    for (Segment segment : index.segmentList()) {
      segment.file().sectionBytes().forEach((kind, bytes) -> sums.merge(kind, bytes, Long::sum));
    }
    List<SectionBytes> sections = new ArrayList<>();
    for (SectionKind kind : SectionKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      sections.add(new SectionBytes(name, sums.getOrDefault(kind.number, 0L)));
    }
    sections.add(new SectionBytes("checksums and trailers", sums.getOrDefault(0, 0L)));
    return sections;
  }
}
