package org.datanet.attribution.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.LongStream;

/// What changes with each generation of an index while its segments stay: erased records, clusters
/// of near duplicates, and how often words occur in copies. Records are named by number.
/// Thread-safe.
final class IndexState {

  private final SectionFile file;
  private final Values erased;
  private final Values members;
  private final Values memberClusters;
  private final Values clusterSeconds;
  private final Values clusterNanos;
  private final Values clusterStarts;
  private final Values clusterHeirs;
  private final Values copies;
  private final Values copyWordStarts;
  private final Values copyWords;
  private final Values copyWordCounts;

  IndexState(Path folder, IndexManifest.FileEntry entry, Arena arena) throws IOException {
    file = SectionFile.open(folder.resolve(entry.name()), entry.trailerSha256(), arena);
    erased = file.values(SectionKind.ERASED);
    members = file.values(SectionKind.MEMBERS);
    memberClusters = file.values(SectionKind.MEMBER_CLUSTERS);
    clusterSeconds = file.values(SectionKind.CLUSTER_SECONDS);
    clusterNanos = file.values(SectionKind.CLUSTER_NANOS);
    clusterStarts = file.values(SectionKind.CLUSTER_STARTS);
    clusterHeirs = file.values(SectionKind.CLUSTER_HEIRS);
    copies = file.values(SectionKind.COPIES);
    copyWordStarts = file.values(SectionKind.COPY_WORD_STARTS);
    copyWords = file.values(SectionKind.COPY_WORDS);
    copyWordCounts = file.values(SectionKind.COPY_WORD_COUNTS);
  }

  void verify() {
    file.verifyAll();
  }

  SectionFile file() {
    return file;
  }

  /// Numbers of erased records that a segment still holds, ascending.
  int[] erased() {
    return ints(erased, 0, erased.count());
  }

  private static int[] ints(Values values, long from, long to) {
    return LongStream.range(from, to).mapToInt(values::getInt).toArray();
  }

  int memberCount() {
    return (int) members.count();
  }

  /// The number of the record at a place among all members of clusters, which ascends.
  int member(int at) {
    return members.getInt(at);
  }

  int memberCluster(int at) {
    return memberClusters.getInt(at);
  }

  /// The cluster of a record, or -1 when it has no near duplicate.
  int clusterOf(int number) {
    long at = members.countBelow(number);
    return at < members.count() && members.get(at) == number ? memberClusters.getInt(at) : -1;
  }

  int clusterCount() {
    return (int) clusterSeconds.count();
  }

  /// When the first record of a cluster was accepted, be it erased by now.
  Instant clusterAcceptedAt(int cluster) {
    return Instant.ofEpochSecond(clusterSeconds.get(cluster), clusterNanos.get(cluster));
  }

  /// The numbers of the cluster's records accepted first that are not erased.
  int[] heirs(int cluster) {
    return ints(clusterHeirs, clusterStarts.get(cluster), clusterStarts.get(cluster + 1L));
  }

  /// Numbers of records that do not count for the model of words: copies and erased ones,
  /// ascending.
  int[] copies(int firstNumber, int lastNumber) {
    return ints(copies, copies.countBelow(firstNumber), copies.countBelow(lastNumber + 1L));
  }

  /// Where a segment's words that occur in copies start; for the number of segments, the end.
  long copyWordStart(int segment) {
    return copyWordStarts.get(segment);
  }

  private int copyWord(long at) {
    return copyWords.getInt(at);
  }

  int copyWordCount(long at) {
    return copyWordCounts.getInt(at);
  }

  /// The words that occur in a segment's copies.
  CopyWords copyWords(int segment) {
    long from = copyWordStart(segment);
    long to = copyWordStart(segment + 1);
    return new CopyWords(ints(copyWords, from, to), ints(copyWordCounts, from, to));
  }

  /// How often a word of a segment occurs in its copies.
  int copyCount(int segment, int wordId) {
    long low = copyWordStart(segment);
    long high = copyWordStart(segment + 1);
    long end = high;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (copyWord(middle) < wordId) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < end && copyWord(low) == wordId ? copyWordCount(low) : 0;
  }
}
