package org.datanet.attribution.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.datanet.kernel.Address;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;

/// An open, memory-mapped index of a dataset version. Records are addressed by ordinal, from 0 in
/// the order of the build. Thread-safe; close it when no thread uses it any more.
public final class AttributionIndex implements AutoCloseable {

  private final Arena arena;
  private final IndexManifest manifest;
  private final Vocabulary vocabulary;
  private final PackedValues tokens;
  private final PackedValues suffixes;
  private final PackedValues firstRanks;
  private final PackedValues distinctCounts;
  private final PackedValues recordStarts;
  private final RecordTable records;
  private final PackedValues clusterStarts;
  private final PackedValues clusterHeirs;

  private AttributionIndex(Path folder, Arena arena) throws IOException {
    this.arena = arena;
    manifest = IndexManifest.read(folder);
    vocabulary =
        new Vocabulary(
            map(folder, FileKind.VOCABULARY_BYTES, arena),
            map(folder, FileKind.VOCABULARY_STARTS, arena));
    tokens = packed(folder, FileKind.TOKENS);
    suffixes = packed(folder, FileKind.SUFFIXES);
    firstRanks = packed(folder, FileKind.FIRST_RANKS);
    distinctCounts = packed(folder, FileKind.DISTINCT_COUNTS);
    recordStarts = packed(folder, FileKind.RECORD_STARTS);
    records = new RecordTable(map(folder, FileKind.RECORDS, arena));
    clusterStarts = packed(folder, FileKind.CLUSTER_STARTS);
    clusterHeirs = packed(folder, FileKind.CLUSTER_HEIRS);
    checkCounts();
  }

  /// Whether a published index is at `folder`.
  public static boolean isPublished(Path folder) {
    return Files.isRegularFile(folder.resolve(IndexManifest.FILE_NAME));
  }

  /// Maps the files and checks manifest, headers and sizes; the content is checked by [#verify].
  ///
  /// @throws ProblemException `index-not-found`, `index-corrupt`, `index-newer`
  @SuppressWarnings("MustBeClosedChecker") // the arena lives as long as the index
  public static AttributionIndex open(Path folder) {
    Arena arena = Arena.ofShared();
    try {
      return new AttributionIndex(folder, arena);
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
    IndexManifest manifest = IndexManifest.read(folder);
    try (Arena arena = Arena.ofConfined()) {
      for (FileKind kind : FileKind.values()) {
        BlockFile.verifyBlocks(kind, map(folder, kind, arena));
      }
      for (IndexManifest.FileEntry entry : manifest.files()) {
        if (!IndexBuilder.sha256(folder.resolve(entry.name())).equals(entry.sha256())) {
          throw BlockFile.corrupt(entry.name() + " does not have the digest of the manifest");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open(folder).close();
  }

  private PackedValues packed(Path folder, FileKind kind) throws IOException {
    return new PackedValues(kind, map(folder, kind, arena));
  }

  private static MemorySegment map(Path folder, FileKind kind, Arena arena) throws IOException {
    Path file = folder.resolve(kind.fileName);
    BlockFile.check(Files.isRegularFile(file), kind, "is missing");
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  private void checkCounts() {
    long all = manifest.words() + manifest.records();
    Map<FileKind, Boolean> fits = new HashMap<>();
    fits.put(FileKind.TOKENS, tokens.count() == all);
    fits.put(FileKind.SUFFIXES, suffixes.count() == all);
    fits.put(FileKind.VOCABULARY_STARTS, vocabulary.size() == manifest.vocabulary());
    fits.put(FileKind.FIRST_RANKS, firstRanks.count() == manifest.vocabulary() + 2L);
    fits.put(FileKind.DISTINCT_COUNTS, distinctCounts.count() == manifest.vocabulary() + 1L);
    fits.put(FileKind.RECORD_STARTS, recordStarts.count() == manifest.records() + 1L);
    fits.put(FileKind.RECORDS, records.count() == manifest.records());
    fits.put(FileKind.CLUSTER_STARTS, clusterStarts.count() == manifest.clusters() + 1L);
    fits.forEach((kind, fit) -> BlockFile.check(fit, kind, "has another count than the manifest"));
  }

  /// SHA-256 of the manifest, which names the SHA-256 of every other file.
  public Hash digest() {
    return Hash.sha256(manifest.bytes());
  }

  public int recordCount() {
    return manifest.records();
  }

  /// Words of all records.
  public long wordCount() {
    return manifest.words();
  }

  /// Words of one record a cluster: the size of the unigram model.
  public long distinctWordCount() {
    return manifest.distinctWords();
  }

  /// How often a word occurs in one record a cluster; 0 for the id -1.
  public long distinctCount(int wordId) {
    return wordId < 0 ? 0 : distinctCounts.get(wordId);
  }

  /// The id of a word (as [org.datanet.attribution.text.WordTokens] gives it), or -1.
  public int wordId(String word) {
    return vocabulary.id(word);
  }

  /// The ids of words, -1 for each unknown one.
  public int[] wordIds(List<String> words) {
    return words.stream().mapToInt(vocabulary::id).toArray();
  }

  /// Tokens of all records, sentinels included.
  public int tokenCount() {
    return (int) tokens.count();
  }

  /// The token at a place: a word id, or 0 at the end of a record.
  public int token(int place) {
    return tokens.getInt(place);
  }

  /// The place of the suffix of a rank.
  public int suffix(int rank) {
    return suffixes.getInt(rank);
  }

  /// The first rank whose suffix starts with the token; of one token more, the end of its ranks.
  public int firstRank(int token) {
    return firstRanks.getInt(token);
  }

  /// The ordinal of the record that holds a place.
  public int recordAt(int place) {
    int low = 0;
    int high = recordCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (recordStarts.get(middle) <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// The place of a record's first token.
  public int recordStart(int ordinal) {
    return recordStarts.getInt(ordinal);
  }

  public RecordId recordId(int ordinal) {
    return records.id(ordinal);
  }

  public Address contributor(int ordinal) {
    return records.contributor(ordinal);
  }

  public Instant acceptedAt(int ordinal) {
    return records.acceptedAt(ordinal);
  }

  /// The number of a record's cluster of near duplicates.
  public int cluster(int ordinal) {
    return records.cluster(ordinal);
  }

  /// The ordinals of the records of a cluster that were accepted first.
  public int[] heirs(int cluster) {
    return IntStream.range(clusterStarts.getInt(cluster), clusterStarts.getInt(cluster + 1L))
        .map(clusterHeirs::getInt)
        .toArray();
  }

  /// The normalised words of a record.
  public List<String> wordsOf(int ordinal) {
    List<String> words = new ArrayList<>();
    for (int place = recordStart(ordinal); token(place) != 0; place++) {
      words.add(vocabulary.word(token(place)));
    }
    return words;
  }

  /// The ordinal of a record; reads the whole table.
  public OptionalInt ordinalOf(RecordId id) {
    return IntStream.range(0, recordCount()).filter(i -> recordId(i).equals(id)).findFirst();
  }

  @Override
  public void close() {
    arena.close();
  }
}
