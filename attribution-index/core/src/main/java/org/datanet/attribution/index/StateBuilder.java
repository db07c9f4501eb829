package org.datanet.attribution.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes the state of a generation from its segments and the state before it, and writes it.
final class StateBuilder {

  private final List<Segment> segments;
  private final BitSet erased;
  private final int[] members;
  private final int[] memberClusters;
  private final List<Instant> acceptedAt = new ArrayList<>();
  private final List<List<Integer>> heirs = new ArrayList<>();
  private final BitSet copies = new BitSet();

  /// @param erasedNumbers of records that the segments still hold
  StateBuilder(
      List<Segment> segments,
      BitSet erasedNumbers,
      Clusters clusters,
      @Nullable IndexState earlier) {
    this.segments = segments;
    erased = erasedNumbers;
    members = clusters.members();
    memberClusters = new int[members.length];
    Map<Integer, Integer> clusterOf = new HashMap<>();
    for (int i = 0; i < members.length; i++) {
      int leader = clusters.leaderOf(members[i]);
      memberClusters[i] = clusterOf.computeIfAbsent(leader, key -> newCluster());
      add(memberClusters[i], members[i]);
    }
    if (earlier != null) {
      rememberFirstAccepted(earlier, clusters, clusterOf);
    }
    chooseHeirs();
  }

  private int newCluster() {
    acceptedAt.add(Instant.MAX);
    heirs.add(new ArrayList<>());
    return heirs.size() - 1;
  }

  private void add(int cluster, int number) {
    heirs.get(cluster).add(number);
    Instant at = acceptedAt(number);
    if (at.isBefore(acceptedAt.get(cluster))) {
      acceptedAt.set(cluster, at);
    }
  }

  /// A cluster whose first record was purged keeps its time: copies do not inherit.
  private void rememberFirstAccepted(
      IndexState earlier, Clusters clusters, Map<Integer, Integer> clusterOf) {
    for (int i = 0; i < earlier.memberCount(); i++) {
      Integer cluster = clusterOf.get(clusters.leaderOf(earlier.member(i)));
      Instant at = earlier.clusterAcceptedAt(earlier.memberCluster(i));
      if (cluster != null && at.isBefore(acceptedAt.get(cluster))) {
        acceptedAt.set(cluster, at);
      }
    }
  }

  private void chooseHeirs() {
    copies.or(erased);
    for (int cluster = 0; cluster < heirs.size(); cluster++) {
      Instant first = acceptedAt.get(cluster);
      List<Integer> all = heirs.get(cluster);
      List<Integer> chosen =
          all.stream().filter(n -> !erased.get(n) && acceptedAt(n).equals(first)).toList();
      all.forEach(copies::set);
      if (!chosen.isEmpty()) {
        copies.clear(chosen.getFirst());
      }
      heirs.set(cluster, chosen);
    }
  }

  private Instant acceptedAt(int number) {
    Segment segment = segments.get(AttributionIndex.segmentOf(segments, number));
    return segment.acceptedAt(segment.ordinalOfNumber(number));
  }

  /// Writes the state file.
  ///
  /// @param earlier whose counts are taken over for segments with the same copies
  SectionWriter.Written write(Path file, @Nullable AttributionIndex earlier) throws IOException {
    try (SectionWriter out = new SectionWriter(file)) {
      packed(out, SectionKind.ERASED, erased.stream().toArray());
      packed(out, SectionKind.MEMBERS, members);
      packed(out, SectionKind.MEMBER_CLUSTERS, memberClusters);
      out.fixed(
          SectionKind.CLUSTER_SECONDS,
          acceptedAt.size(),
          Long.SIZE,
          i -> acceptedAt.get((int) i).getEpochSecond());
      out.packed(
          SectionKind.CLUSTER_NANOS, acceptedAt.size(), i -> acceptedAt.get((int) i).getNano());
      writeHeirs(out);
      packed(out, SectionKind.COPIES, copies.stream().toArray());
      writeCopyWords(out, earlier);
      return out.finish();
    }
  }

  private static void packed(SectionWriter out, SectionKind kind, int[] values) throws IOException {
    out.packed(kind, values.length, i -> values[(int) i]);
  }

  private void writeHeirs(SectionWriter out) throws IOException {
    int[] starts = new int[heirs.size() + 1];
    for (int i = 0; i < heirs.size(); i++) {
      starts[i + 1] = starts[i] + heirs.get(i).size();
    }
    packed(out, SectionKind.CLUSTER_STARTS, starts);
    packed(
        out,
        SectionKind.CLUSTER_HEIRS,
        heirs.stream().flatMap(List::stream).mapToInt(number -> number).toArray());
  }

  private void writeCopyWords(SectionWriter out, @Nullable AttributionIndex earlier)
      throws IOException {
    List<CopyWords> all = new ArrayList<>();
    int[] starts = new int[segments.size() + 1];
    for (int i = 0; i < segments.size(); i++) {
      all.add(copyWords(segments.get(i), earlier));
      starts[i + 1] = starts[i] + all.get(i).words().length;
    }
    packed(out, SectionKind.COPY_WORD_STARTS, starts);
    packed(
        out,
        SectionKind.COPY_WORDS,
        all.stream().flatMapToInt(c -> Arrays.stream(c.words())).toArray());
    packed(
        out,
        SectionKind.COPY_WORD_COUNTS,
        all.stream().flatMapToInt(c -> Arrays.stream(c.counts())).toArray());
  }

  private CopyWords copyWords(Segment segment, @Nullable AttributionIndex earlier) {
    int[] here = copies.get(segment.firstNumber(), segment.lastNumber() + 1).stream().toArray();
    Arrays.setAll(here, i -> here[i] + segment.firstNumber());
    if (earlier != null) {
      CopyWords known = earlier.copyWords(segment, here);
      if (known != null) {
        return known;
      }
    }
    return CopyWords.count(segment, here);
  }
}
