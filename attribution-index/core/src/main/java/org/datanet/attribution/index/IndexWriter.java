package org.datanet.attribution.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;

/// Changes the index of a folder: each call publishes one generation by swapping the manifest, and
/// a crash at any moment leaves the last published one. One writer a folder, held by a file lock.
/// Thread-safe; appending and erasing go on while a compaction rebuilds.
public final class IndexWriter implements AutoCloseable {

  /// Beyond so many segments [#compact] joins the smallest neighbours.
  public static final int MAX_SEGMENTS = 8;

  private final Path folder;
  private final IndexFiles files;
  private final Object compaction = new Object();
  private final Set<String> underConstruction = new HashSet<>();
  private @Nullable AttributionIndex current;
  private IndexBuilder.Numbers numbers = new IndexBuilder.Numbers(0, 1);

  private IndexWriter(Path folder, IndexFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /// Opens the index of a folder for changes, or a new one (nothing is visible before the first
  /// [#append]), and removes what an interrupted change left.
  ///
  /// @throws ProblemException `index-in-use`, `index-corrupt`, `index-newer`
  public static IndexWriter open(Path folder) {
    try {
      Files.createDirectories(folder);
      IndexWriter writer = new IndexWriter(folder, IndexFiles.lock(folder));
      try {
        writer.reopen();
        writer.deleteUnused();
      } catch (IOException | RuntimeException e) {
        writer.close();
        throw e;
      }
      return writer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void reopen() {
    if (!AttributionIndex.isPublished(folder)) {
      return;
    }
    AttributionIndex old = current;
    AttributionIndex latest = AttributionIndex.open(folder);
    current = latest;
    numbers =
        new IndexBuilder.Numbers(
            latest.manifest().nextNumber(),
            Math.max(numbers.nextFile(), latest.manifest().nextFile()));
    if (old != null) {
      old.close();
    }
  }

  private AttributionIndex published() {
    AttributionIndex index = current;
    if (index == null) {
      throw new ProblemException(
          AttributionProblem.INDEX_NOT_FOUND, folder.getFileName() + " holds no index yet");
    }
    return index;
  }

  /// Adds records as new segments; they are visible when this returns.
  ///
  /// @return the digest of the new generation
  /// @throws ProblemException `index-empty`, `index-duplicate-record`, `index-too-large`
  /// @throws UncheckedIOException when the disk fails; nothing is published then
  public synchronized Hash append(
      Iterable<IndexedRecord> records, BuildSettings settings, BuildProgress progress) {
    AttributionIndex index = current;
    try {
      IndexBuilder.Built built =
          IndexBuilder.segments(
              folder,
              records,
              id -> index != null && index.ordinalOf(id).isPresent(),
              numbers,
              settings,
              progress);
      if (built.segments().isEmpty()) {
        throw new ProblemException(
            AttributionProblem.INDEX_EMPTY, "A dataset version without records has no index");
      }
      List<IndexManifest.FileEntry> entries = entries();
      int fresh = entries.size();
      built.segments().forEach(segment -> entries.add(IndexManifest.FileEntry.of(segment)));
      numbers = built.numbers();
      Hash digest = publish(entries, fresh, erasedNumbers());
      progress.at(entries.size(), entries.size(), "segments", "published");
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<IndexManifest.FileEntry> entries() {
    return current == null ? new ArrayList<>() : new ArrayList<>(current.manifest().segments());
  }

  private BitSet erasedNumbers() {
    BitSet erased = new BitSet();
    if (current != null) {
      for (int number : current.state().erased()) {
        erased.set(number);
      }
    }
    return erased;
  }

  /// Hides records from every query from now on; [#purge] removes their bytes.
  ///
  /// @return the digest of the new generation
  /// @throws ProblemException `index-record-not-found` when one is not there or already erased;
  ///   then none is erased
  public synchronized Hash erase(Collection<RecordId> ids) {
    AttributionIndex index = published();
    BitSet erased = erasedNumbers();
    for (RecordId id : ids) {
      OptionalInt ordinal = index.ordinalOf(id);
      if (ordinal.isEmpty()) {
        throw new ProblemException(
            AttributionProblem.INDEX_RECORD_NOT_FOUND,
            "Record " + id + " is not in the index or was erased before; nothing was erased");
      }
      erased.set(index.number(ordinal.getAsInt()));
    }
    try {
      return publish(entries(), entries().size(), erased);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Joins neighbouring segments until at most `most` are left, smallest first, without the bytes
  /// of erased records. Queries, [#append] and [#erase] go on meanwhile.
  ///
  /// @param most at least 1; segments that would exceed the limit of a segment stay apart
  /// @return the digest of the latest generation
  public Hash compact(int most, BuildProgress progress) {
    synchronized (compaction) {
      for (List<IndexManifest.FileEntry> run = smallestPair(most);
          !run.isEmpty();
          run = smallestPair(most)) {
        rebuild(run, progress);
      }
      synchronized (this) {
        return published().digest();
      }
    }
  }

  /// The neighbours with the fewest tokens, when there are more than `most` segments.
  private synchronized List<IndexManifest.FileEntry> smallestPair(int most) {
    AttributionIndex index = published();
    int best = -1;
    long least = Corpus.MAX_TOKENS;
    for (int i = 0; i + 1 < index.segmentCount() && index.segmentCount() > most; i++) {
      long both = (long) index.segment(i).tokenCount() + index.segment(i + 1).tokenCount();
      if (both <= least) {
        best = i;
        least = both;
      }
    }
    return best < 0 ? List.of() : index.manifest().segments().subList(best, best + 2);
  }

  /// Rebuilds every segment that holds an erased record and proves that nothing of it is left.
  ///
  /// @throws ProblemException `index-purge-incomplete` when the proof finds something
  public PurgeReport purge(BuildProgress progress) {
    synchronized (compaction) {
      try (AttributionIndex before = AttributionIndex.open(folder)) {
        PurgeProof proof = PurgeProof.of(before);
        for (int i = 0; i < before.segmentCount(); i++) {
          if (before.hasErased(i)) {
            rebuild(before.manifest().segments().subList(i, i + 1), progress);
          }
        }
        try (AttributionIndex after = AttributionIndex.open(folder)) {
          return proof.check(folder, after);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Replaces a run of segments by one; dropped when no record of it is left.
  private void rebuild(List<IndexManifest.FileEntry> run, BuildProgress progress) {
    List<IndexManifest.FileEntry> replaced = List.copyOf(run);
    String name = newSegmentName();
    try {
      progress.at(0, replaced.size(), "segments", "rebuilding");
      swap(replaced, merged(replaced, folder.resolve(name)));
      progress.at(replaced.size(), replaced.size(), "segments", "rebuilding");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      forget(name);
    }
  }

  private synchronized String newSegmentName() {
    String name = IndexFiles.segment(newFile());
    underConstruction.add(name);
    return name;
  }

  private synchronized void forget(String name) {
    underConstruction.remove(name);
  }

  private synchronized int newFile() {
    int file = numbers.nextFile();
    numbers = new IndexBuilder.Numbers(numbers.nextNumber(), file + 1);
    return file;
  }

  private SectionWriter.@Nullable Written merged(List<IndexManifest.FileEntry> replaced, Path file)
      throws IOException {
    try (Arena arena = Arena.ofShared()) {
      List<Segment> segments = new ArrayList<>();
      BitSet erased;
      synchronized (this) {
        erased = erasedNumbers();
        for (IndexManifest.FileEntry entry : replaced) {
          segments.add(Segment.open(folder, entry, arena));
        }
      }
      SegmentContent content = SegmentMerge.of(segments, erased);
      return content.rows().count() == 0 ? null : SegmentWriter.write(file, content);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private synchronized void swap(
      List<IndexManifest.FileEntry> replaced, SectionWriter.@Nullable Written written)
      throws IOException {
    List<IndexManifest.FileEntry> entries = entries();
    int at = entries.indexOf(replaced.getFirst());
    entries.subList(at, at + replaced.size()).clear();
    if (written != null) {
      entries.add(at, IndexManifest.FileEntry.of(written));
      forget(written.name()); // from here on its fate is that of the generation
    }
    publish(entries, entries.size(), erasedNumbers());
  }

  /// @param fresh the first segment whose records are new
  private Hash publish(List<IndexManifest.FileEntry> entries, int fresh, BitSet erased)
      throws IOException {
    try {
      int stateFile = newFile();
      new Generation(folder, entries, fresh, erased).write(current, numbers, stateFile);
    } finally {
      reopen(); // also when it failed: then the files of the attempt are unused
      deleteUnused();
    }
    return published().digest();
  }

  private void deleteUnused() throws IOException {
    Set<String> used = new HashSet<>(underConstruction);
    if (current != null) {
      current.manifest().files().forEach(entry -> used.add(entry.name()));
    }
    files.deleteBut(used);
  }

  @Override
  public synchronized void close() {
    try (files) {
      if (current != null) {
        current.close();
        current = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
