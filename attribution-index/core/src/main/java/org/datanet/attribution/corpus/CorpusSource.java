package org.datanet.attribution.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;

/// The records of a folder, a JSONL or a TSV file, read once, one after the other. See the package
/// for the forms. For one thread at a time; how far it is may be asked by another.
public final class CorpusSource implements Iterable<IndexedRecord>, AutoCloseable {

  /// When the first record of a new index was accepted, unless its file says otherwise.
  public static final Instant FIRST_ACCEPTED = Instant.parse("2000-01-01T00:00:00Z");

  private final String name;
  private final CorpusRows rows;
  private final ContributorNames names = new ContributorNames();
  private Instant accepted;
  private volatile long bytesRead;

  private CorpusSource(String name, CorpusRows rows, Instant firstAccepted) {
    this.name = name;
    this.rows = rows;
    accepted = firstAccepted.minusSeconds(1);
  }

  /// @param firstAccepted when the first record was accepted, unless its file says otherwise
  /// @throws ProblemException `corpus-unreadable`
  public static CorpusSource open(Path path, Instant firstAccepted) {
    String name = path.toString();
    try {
      return new CorpusSource(name, rows(path), firstAccepted);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static CorpusRows rows(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new FolderRows(path);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (path.toString().endsWith(".jsonl")) {
      return new JsonlRows(path);
    }
    if (path.toString().endsWith(".tsv")) {
      return new TsvRows(path);
    }
    throw new ProblemException(
        AttributionProblem.CORPUS_UNREADABLE,
        path + " is neither a folder nor a file that ends in .jsonl or .tsv");
  }

  private static ProblemException unreadable(String name, IOException e) {
    String reason =
        e instanceof NoSuchFileException
            ? "there is no " + e.getMessage()
            : e.getClass().getSimpleName() + " " + e.getMessage();
    return new ProblemException(
        AttributionProblem.CORPUS_UNREADABLE,
        name + " cannot be read: " + reason + "; nothing was published");
  }

  /// The records, each read when it is asked for.
  ///
  /// @throws ProblemException `corpus-unreadable`, `corpus-malformed`, `corpus-not-utf8`,
  ///   `index-too-large`, and `index-empty` when there is no record at all
  @Override
  public Iterator<IndexedRecord> iterator() {
    return new Records(first());
  }

  private IndexedRecord first() {
    IndexedRecord first = read();
    if (first == null) {
      throw new ProblemException(
          AttributionProblem.INDEX_EMPTY,
          name + " holds no record, and an index needs at least one");
    }
    return first;
  }

  private final class Records implements Iterator<IndexedRecord> {

    private @Nullable IndexedRecord ahead;

    Records(IndexedRecord first) {
      ahead = first;
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public IndexedRecord next() {
      IndexedRecord record = ahead;
      if (record == null) {
        throw new NoSuchElementException();
      }
      ahead = read();
      return record;
    }
  }

  private @Nullable IndexedRecord read() {
    try {
      CorpusRow row = rows.next();
      bytesRead = rows.bytesRead();
      return row == null ? null : record(row);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private IndexedRecord record(CorpusRow row) {
    accepted = row.acceptedAt() == null ? accepted.plusSeconds(1) : row.acceptedAt();
    RecordId id =
        row.id() == null ? new RecordId(DerivedUuid.of(Hash.sha256(row.place()))) : row.id();
    return new IndexedRecord(
        id, names.account(row.contributor(), row.place()), row.text(), accepted);
  }

  /// The names of all contributors read so far.
  public ContributorNames names() {
    return names;
  }

  /// Bytes of all texts, or of the file that holds them.
  public long bytes() {
    return rows.bytes();
  }

  /// How many of them were read.
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
