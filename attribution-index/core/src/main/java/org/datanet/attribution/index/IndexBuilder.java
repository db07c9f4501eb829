package org.datanet.attribution.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// Builds the index of a dataset version. Until the last step nothing is published; after a crash
/// the same call starts again over the unfinished files.
public final class IndexBuilder {

  private static final int STEPS = 4;

  private final Path folder;
  private final Corpus corpus;
  private final Clusters clusters;
  private final BuildProgress progress;

  private IndexBuilder(Path folder, Corpus corpus, BuildProgress progress) {
    this.folder = folder;
    this.corpus = corpus;
    this.progress = progress;
    progress.at(1, STEPS, "steps", "finding near duplicates");
    clusters = Clusters.of(corpus);
  }

  /// Builds into `folder` (created when absent) and publishes. The same records in the same order
  /// give the same bytes. Runs on the calling thread; heap is about 30 bytes a word.
  ///
  /// @return the digest of the index
  /// @throws ProblemException `index-exists`, `index-empty`, `index-duplicate-record`,
  ///   `index-too-large`
  /// @throws UncheckedIOException when the disk fails; nothing is published then
  public static Hash build(Path folder, Iterable<IndexedRecord> records, BuildProgress progress) {
    if (Files.exists(folder.resolve(IndexManifest.FILE_NAME))) {
      throw new ProblemException(
          AttributionProblem.INDEX_EXISTS, folder.getFileName() + " already holds an index");
    }
    try {
      Files.createDirectories(folder);
      Corpus corpus = Corpus.read(records, progress);
      IndexManifest manifest = new IndexBuilder(folder, corpus, progress).write();
      manifest.publish(folder);
      progress.at(STEPS, STEPS, "steps", "published");
      return Hash.sha256(manifest.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IndexManifest write() throws IOException {
    writeVocabulary();
    progress.at(2, STEPS, "steps", "sorting suffixes");
    writeSuffixes();
    progress.at(3, STEPS, "steps", "writing records");
    writeRecords();
    writeClusters();
    long distinctWords = writeDistinctCounts();
    return IndexManifest.of(
        corpus.records().size(),
        (long) corpus.tokens().length - corpus.records().size(),
        distinctWords,
        corpus.vocabulary().size(),
        clusters.heirs().size(),
        fileEntries());
  }

  private void writeVocabulary() throws IOException {
    List<byte[]> words = corpus.vocabulary();
    long[] starts = new long[words.size() + 1];
    for (int i = 0; i < words.size(); i++) {
      starts[i + 1] = starts[i] + words.get(i).length;
    }
    BlockWriter.rows(folder, FileKind.VOCABULARY_BYTES, 1, words);
    BlockWriter.packed(folder, FileKind.VOCABULARY_STARTS, starts.length, i -> starts[i]);
  }

  private void writeSuffixes() throws IOException {
    int[] tokens = corpus.tokens();
    int alphabet = corpus.vocabulary().size() + 1;
    BlockWriter.packed(folder, FileKind.TOKENS, tokens.length, i -> tokens[i]);
    int[] first = new int[alphabet + 1];
    for (int token : tokens) {
      first[token + 1]++;
    }
    for (int c = 0; c < alphabet; c++) {
      first[c + 1] += first[c];
    }
    BlockWriter.packed(folder, FileKind.FIRST_RANKS, first.length, i -> first[i]);
    int[] suffixes = SuffixArray.of(tokens, alphabet);
    BlockWriter.packed(folder, FileKind.SUFFIXES, suffixes.length, i -> suffixes[i]);
  }

  private void writeRecords() throws IOException {
    int count = corpus.records().size();
    BlockWriter.packed(folder, FileKind.RECORD_STARTS, count + 1, corpus::start);
    List<byte[]> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(row(corpus.records().get(i), clusters.clusterOf()[i]));
    }
    BlockWriter.rows(folder, FileKind.RECORDS, RecordTable.ROW_BYTES, rows);
  }

  private static byte[] row(IndexedRecord record, int cluster) {
    return ByteBuffer.allocate(RecordTable.ROW_BYTES)
        .putLong(record.id().value().getMostSignificantBits())
        .putLong(record.id().value().getLeastSignificantBits())
        .put(record.contributor().bytes())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(record.acceptedAt().getEpochSecond())
        .putInt(record.acceptedAt().getNano())
        .putInt(cluster)
        .array();
  }

  private void writeClusters() throws IOException {
    int[] heirs = clusters.heirs().stream().flatMap(List::stream).mapToInt(i -> i).toArray();
    int[] starts = new int[clusters.heirs().size() + 1];
    for (int i = 0; i < clusters.heirs().size(); i++) {
      starts[i + 1] = starts[i] + clusters.heirs().get(i).size();
    }
    BlockWriter.packed(folder, FileKind.CLUSTER_STARTS, starts.length, i -> starts[i]);
    BlockWriter.packed(folder, FileKind.CLUSTER_HEIRS, heirs.length, i -> heirs[i]);
  }

  /// Copies do not make a word common: one record a cluster is counted.
  private long writeDistinctCounts() throws IOException {
    int[] counts = new int[corpus.vocabulary().size() + 1];
    long words = 0;
    for (List<Integer> heirs : clusters.heirs()) {
      int[] tokens = corpus.tokensOf(heirs.getFirst());
      words += tokens.length;
      for (int token : tokens) {
        counts[token]++;
      }
    }
    BlockWriter.packed(folder, FileKind.DISTINCT_COUNTS, counts.length, i -> counts[i]);
    return words;
  }

  private List<IndexManifest.FileEntry> fileEntries() throws IOException {
    List<IndexManifest.FileEntry> entries = new ArrayList<>();
    for (FileKind kind : FileKind.values()) {
      Path file = folder.resolve(kind.fileName);
      entries.add(new IndexManifest.FileEntry(kind.fileName, Files.size(file), sha256(file)));
    }
    return entries;
  }

  static Hash sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream digesting = new DigestInputStream(in, digest)) {
        digesting.transferTo(OutputStream.nullOutputStream());
      }
      return Hash.of(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
