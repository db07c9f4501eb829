package org.datanet.attribution.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;

/// One generation of an index, open and memory-mapped. It never changes; later generations of the
/// same folder are opened anew. Records are addressed by ordinal, from 0 over all segments.
/// Thread-safe; close it when no thread uses it any more.
public final class AttributionIndex implements AutoCloseable {

  private final Arena arena;
  private final IndexManifest manifest;
  private final List<Segment> segments = new ArrayList<>();
  private final IndexState state;
  private final BitSet erased = new BitSet(); // by ordinal
  private final int[] bases; // the first ordinal of each segment, and the end
  private final long[] counts; // words and words of copies

  private AttributionIndex(Path folder, IndexManifest manifest, Arena arena) throws IOException {
    this.arena = arena;
    this.manifest = manifest;
    for (IndexManifest.FileEntry entry : manifest.segments()) {
      segments.add(Segment.open(folder, entry, arena));
    }
    state = new IndexState(folder, manifest.state(), arena);
    bases = new int[segments.size() + 1];
    for (int i = 0; i < segments.size(); i++) {
      bases[i + 1] = bases[i] + segments.get(i).recordCount();
    }
    for (int number : state.erased()) {
      erased.set(ordinalOfNumber(number));
    }
    counts = wordCounts();
  }

  private long[] wordCounts() {
    long words = 0;
    for (Segment segment : segments) {
      words += segment.tokenCount() - segment.recordCount();
    }
    long copied = 0;
    for (long at = 0; at < state.copyWordStart(segments.size()); at++) {
      copied += state.copyWordCount(at);
    }
    return new long[] {words, words - copied};
  }

  /// Whether a published index is at `folder`.
  public static boolean isPublished(Path folder) {
    return Files.isRegularFile(folder.resolve(IndexManifest.FILE_NAME));
  }

  /// Maps the latest generation. Headers and sizes are checked now, each block when it is first
  /// read: every method may throw `index-corrupt` then.
  ///
  /// @throws ProblemException `index-not-found`, `index-corrupt`, `index-newer`
  public static AttributionIndex open(Path folder) {
    while (true) {
      IndexManifest manifest = IndexManifest.read(folder);
      try {
        return open(folder, manifest);
      } catch (ProblemException e) {
        if (manifest.seal().equals(IndexManifest.read(folder).seal())) {
          throw e;
        } // else a writer replaced the generation while it was being opened
      }
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the arena lives as long as the index
  private static AttributionIndex open(Path folder, IndexManifest manifest) {
    Arena arena = Arena.ofShared();
    try {
      return new AttributionIndex(folder, manifest, arena);
    } catch (IOException e) {
      arena.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// Checks every byte of an index against its checksums.
  ///
  /// @throws ProblemException `index-corrupt` naming the file and, where known, the block
  public static void verify(Path folder) {
    try (AttributionIndex index = open(folder)) {
      index.segments.forEach(Segment::verify);
      index.state.verify();
      for (IndexManifest.FileEntry entry : index.manifest.files()) {
        entry.checkDigest(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  IndexManifest manifest() {
    return manifest;
  }

  List<Segment> segmentList() {
    return segments;
  }

  IndexState state() {
    return state;
  }

  /// SHA-256 of the manifest, which names the SHA-256 of every other file.
  public Hash digest() {
    return Hash.sha256(manifest.bytes());
  }

  /// 1 for the first publication, one more for each later one.
  public long generation() {
    return manifest.generation();
  }

  public int segmentCount() {
    return segments.size();
  }

  public Segment segment(int i) {
    return segments.get(i);
  }

  /// The ordinal of the first record of a segment; of one segment more, the number of records.
  public int firstOrdinal(int segment) {
    return bases[segment];
  }

  /// Records, those erased but not yet purged included.
  public int recordCount() {
    return bases[segments.size()];
  }

  /// Records that are hidden but whose bytes still stand in a segment.
  public int erasedCount() {
    return erased.cardinality();
  }

  public boolean isErased(int ordinal) {
    return erased.get(ordinal);
  }

  /// Whether a segment holds an erased record.
  public boolean hasErased(int segment) {
    int next = erased.nextSetBit(bases[segment]);
    return next >= 0 && next < bases[segment + 1];
  }

  /// The ordinals of the erased records of a segment.
  public int[] erasedOf(int segment) {
    return erased.stream()
        .filter(ordinal -> ordinal >= bases[segment] && ordinal < bases[segment + 1])
        .toArray();
  }

  /// Words of all records.
  public long wordCount() {
    return counts[0];
  }

  /// Words of one record a cluster: the size of the unigram model.
  public long distinctWordCount() {
    return counts[1];
  }

  /// How often a word occurs in one record a cluster.
  ///
  /// @param ids the word's id in each segment, -1 where it does not occur
  public long distinctCount(int[] ids) {
    long count = 0;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] > 0) {
        count += segments.get(i).occurrences(ids[i]) - state.copyCount(i, ids[i]);
      }
    }
    return count;
  }

  /// The ids of words (as [org.datanet.attribution.text.WordTokens] gives them), -1 for each
  /// unknown one: `[segments, words]`.
  public int[][] wordIds(List<String> words) {
    int[][] ids = new int[segments.size()][words.size()];
    for (int word = 0; word < words.size(); word++) {
      byte[] utf8 = words.get(word).getBytes(UTF_8);
      long hash = HashSlots.ofBytes(utf8, 0, utf8.length);
      for (int i = 0; i < ids.length; i++) {
        ids[i][word] = segments.get(i).wordId(utf8, hash);
      }
    }
    return ids;
  }

  private int segmentOfOrdinal(int ordinal) {
    int at = Arrays.binarySearch(bases, 0, segments.size(), ordinal);
    return at >= 0 ? at : -at - 2;
  }

  /// The segment that may hold the record with a number.
  static int segmentOf(List<Segment> segments, int number) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (segments.get(middle).firstNumber() <= number) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private int ordinalOfNumber(int number) {
    int segment = segmentOf(segments, number);
    return bases[segment] + segments.get(segment).ordinalOfNumber(number);
  }

  /// A record's number, which stays the same over all generations.
  int number(int ordinal) {
    int segment = segmentOfOrdinal(ordinal);
    return segments.get(segment).number(ordinal - bases[segment]);
  }

  public RecordId recordId(int ordinal) {
    int segment = segmentOfOrdinal(ordinal);
    return segments.get(segment).recordId(ordinal - bases[segment]);
  }

  public Address contributor(int ordinal) {
    int segment = segmentOfOrdinal(ordinal);
    return segments.get(segment).contributor(ordinal - bases[segment]);
  }

  /// All accounts with a record, erased ones included.
  public Set<Address> contributors() {
    Set<Address> all = new HashSet<>();
    segments.forEach(segment -> all.addAll(segment.contributors()));
    return all;
  }

  public Instant acceptedAt(int ordinal) {
    int segment = segmentOfOrdinal(ordinal);
    return segments.get(segment).acceptedAt(ordinal - bases[segment]);
  }

  /// The cluster of near duplicates of a record: a number that its copies share, and no other
  /// record.
  public long cluster(int ordinal) {
    int number = number(ordinal);
    int cluster = state.clusterOf(number);
    return cluster < 0 ? number : (long) Integer.MAX_VALUE + 1 + cluster;
  }

  /// The ordinals of the records of a cluster that were accepted first; none when they were erased,
  /// for copies do not inherit.
  public int[] heirs(long cluster) {
    return cluster <= Integer.MAX_VALUE
        ? new int[] {ordinalOfNumber((int) cluster)}
        : Arrays.stream(state.heirs((int) (cluster - Integer.MAX_VALUE - 1)))
            .map(this::ordinalOfNumber)
            .toArray();
  }

  /// When the first record of a cluster was accepted, be it erased by now.
  public Instant firstAcceptedAt(long cluster) {
    return cluster <= Integer.MAX_VALUE
        ? acceptedAt(ordinalOfNumber((int) cluster))
        : state.clusterAcceptedAt((int) (cluster - Integer.MAX_VALUE - 1));
  }

  /// The normalised words of a record.
  public List<String> wordsOf(int ordinal) {
    int at = segmentOfOrdinal(ordinal);
    Segment segment = segments.get(at);
    int record = ordinal - bases[at];
    return words(ordinal, 0, segment.recordStart(record + 1) - segment.recordStart(record) - 1);
  }

  /// Some words of a record, from the word number `from` to `to` (exclusive).
  public List<String> words(int ordinal, int from, int to) {
    int at = segmentOfOrdinal(ordinal);
    Segment segment = segments.get(at);
    int start = segment.recordStart(ordinal - bases[at]);
    return IntStream.range(start + from, start + to)
        .mapToObj(place -> segment.word(segment.token(place)))
        .toList();
  }

  /// The ordinal of a record; empty when it is not there or erased.
  public OptionalInt ordinalOf(RecordId id) {
    for (int i = 0; i < segments.size(); i++) {
      int ordinal = segments.get(i).ordinalOf(id);
      if (ordinal >= 0 && !erased.get(bases[i] + ordinal)) {
        return OptionalInt.of(bases[i] + ordinal);
      }
    }
    return OptionalInt.empty();
  }

  /// The counts of a segment's copies, when the segment is in this generation with the same copies.
  @Nullable CopyWords copyWords(Segment other, int[] copies) {
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.isSameFile(other)
          && Arrays.equals(state.copies(segment.firstNumber(), segment.lastNumber()), copies)) {
        return state.copyWords(i);
      }
    }
    return null;
  }

  @Override
  public void close() {
    arena.close();
  }
}
