package org.datanet.attribution.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;

/// Builds segments from records: one thread cuts words into the next segment while others sort the
/// suffixes of theirs.
public final class IndexBuilder {

  /// Most characters (UTF-16 units) of a record.
  public static final int MAX_RECORD_CHARACTERS = 1 << 26;

  private final Path folder;
  private final Iterator<IndexedRecord> records;
  private final Predicate<RecordId> known;
  private final BuildSettings settings;
  private final BuildProgress progress;
  private final RecordIdSet seen = new RecordIdSet();
  private final SortedMap<Integer, SectionWriter.Written> written = new TreeMap<>();
  private int nextNumber;
  private int nextFile;
  private boolean failed;

  /// Where numbering goes on.
  record Numbers(int nextNumber, int nextFile) {}

  /// New segments in the order of their records.
  record Built(List<SectionWriter.Written> segments, Numbers numbers) {}

  private IndexBuilder(
      Path folder,
      Iterable<IndexedRecord> records,
      Predicate<RecordId> known,
      Numbers numbers,
      BuildSettings settings,
      BuildProgress progress) {
    this.folder = folder;
    this.records = records.iterator();
    this.known = known;
    this.settings = settings;
    this.progress = progress;
    nextNumber = numbers.nextNumber();
    nextFile = numbers.nextFile();
  }

  /// Builds into `folder` (created when absent) and publishes, with the default settings. The same
  /// records in the same order give the same bytes. Until the end nothing is published; after a
  /// crash the same call starts again.
  ///
  /// @return the digest of the index
  /// @throws ProblemException `index-exists`, `index-empty`, `index-duplicate-record`,
  ///   `index-too-large`, `index-in-use`
  /// @throws UncheckedIOException when the disk fails; nothing is published then
  public static Hash build(Path folder, Iterable<IndexedRecord> records, BuildProgress progress) {
    return build(folder, records, BuildSettings.defaults(), progress);
  }

  /// As above, with settings.
  public static Hash build(
      Path folder,
      Iterable<IndexedRecord> records,
      BuildSettings settings,
      BuildProgress progress) {
    if (AttributionIndex.isPublished(folder)) {
      throw new ProblemException(
          AttributionProblem.INDEX_EXISTS, folder.getFileName() + " already holds an index");
    }
    try (IndexWriter writer = IndexWriter.open(folder)) {
      return writer.append(records, settings, progress);
    }
  }

  /// Writes the segments of records; on failure none is left.
  ///
  /// @param known whether the index already has a record
  static Built segments(
      Path folder,
      Iterable<IndexedRecord> records,
      Predicate<RecordId> known,
      Numbers numbers,
      BuildSettings settings,
      BuildProgress progress)
      throws IOException {
    IndexBuilder builder = new IndexBuilder(folder, records, known, numbers, settings, progress);
    try {
      builder.runAll();
    } catch (IOException | RuntimeException | Error e) {
      builder.deleteAll(numbers.nextFile());
      throw e;
    }
    return new Built(
        List.copyOf(builder.written.values()), new Numbers(builder.nextNumber, builder.nextFile));
  }

  private void runAll() throws IOException {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            settings.threads(), Thread.ofPlatform().name("index-build-", 0).factory())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < settings.threads(); i++) {
        all.add(threads.submit(this::buildWhileRecordsLast));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the build was interrupted", e);
    }
  }

  private static IOException rethrown(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case IOException e -> e;
      case null, default -> new IOException(cause);
    };
  }

  private @Nullable Void buildWhileRecordsLast() throws IOException {
    try {
      for (Cut cut = cut(); cut.corpus != null; cut = cut()) {
        Path file = folder.resolve(IndexFiles.segment(cut.file));
        SectionWriter.Written segment = SegmentWriter.write(file, cut.corpus.content());
        keep(cut.file, segment);
      }
      return null;
    } catch (IOException | RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /// The records of the next segment, cut into words; null after the last.
  private record Cut(@Nullable Corpus corpus, int file) {}

  private synchronized Cut cut() {
    if (failed || !records.hasNext()) {
      return new Cut(null, 0);
    }
    Corpus corpus = new Corpus();
    long characters = 0;
    while (!failed && characters < settings.segmentCharacters() && records.hasNext()) {
      IndexedRecord record = records.next();
      check(record);
      corpus.add(nextNumber++, record);
      characters += Math.max(1, record.text().length());
      progress.at(nextNumber, 0, "records", "cutting words");
    }
    return new Cut(corpus, nextFile++);
  }

  private void check(IndexedRecord record) {
    if (record.text().length() > MAX_RECORD_CHARACTERS) {
      throw new ProblemException(
          AttributionProblem.INDEX_TOO_LARGE,
          "Record "
              + record.id()
              + " has "
              + record.text().length()
              + " characters, at most "
              + MAX_RECORD_CHARACTERS
              + "; split it");
    }
    if (!seen.add(record.id()) || known.test(record.id())) {
      throw new ProblemException(
          AttributionProblem.INDEX_DUPLICATE_RECORD, "Record " + record.id() + " occurs twice");
    }
  }

  private synchronized void keep(int file, SectionWriter.Written segment) {
    written.put(file, segment);
    progress.at(written.size(), 0, "segments", "sorted suffixes");
  }

  private synchronized void stop() {
    failed = true;
  }

  private void deleteAll(int firstFile) throws IOException {
    for (int file = firstFile; file < nextFile; file++) {
      Files.deleteIfExists(folder.resolve(IndexFiles.segment(file)));
    }
  }
}
