package org.datanet.attribution.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.datanet.attribution.index.IndexedRecord;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.RecordId;

/// Full-text search over the records of a dataset version. Of records with the same words only the
/// one accepted first can be found, so that copies never crowd out their source. Thread-safe.
public final class PassageIndex implements AutoCloseable {

  private static final String WORDS = "words";
  private static final int MAX_QUERY_WORDS = 256;
  private static final int MAX_WORD_LENGTH = 255;

  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final DatasetVersionId datasetVersionId;

  private PassageIndex(Path folder, DatasetVersionId datasetVersionId) throws IOException {
    this.datasetVersionId = datasetVersionId;
    directory = FSDirectory.open(folder);
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
  }

  /// Builds or replaces the index in a folder of its own; visible only when complete.
  ///
  /// @throws UncheckedIOException when the disk fails
  public static void build(Path folder, Iterable<IndexedRecord> records) {
    IndexWriterConfig config =
        new IndexWriterConfig(new WhitespaceAnalyzer(MAX_WORD_LENGTH))
            .setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (Map.Entry<Hash, IndexedRecord> entry : firstOfEqual(records).entrySet()) {
        writer.addDocument(document(entry.getValue()));
      }
      writer.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Hash, IndexedRecord> firstOfEqual(Iterable<IndexedRecord> records) {
    Map<Hash, IndexedRecord> first = new LinkedHashMap<>();
    for (IndexedRecord record : records) {
      first.merge(
          Hash.sha256(words(record.text())),
          record,
          (a, b) -> b.acceptedAt().isBefore(a.acceptedAt()) ? b : a);
    }
    return first;
  }

  private static String words(String text) {
    return String.join(" ", WordTokens.of(text).words());
  }

  private static Document document(IndexedRecord record) {
    Document document = new Document();
    document.add(new TextField(WORDS, words(record.text()), Field.Store.NO));
    document.add(new StoredField("record", record.id().toString()));
    document.add(new StoredField("contributor", record.contributor().hex()));
    document.add(new StoredField("acceptedAt", record.acceptedAt().toString()));
    document.add(new StoredField("text", record.text()));
    return document;
  }

  /// @throws UncheckedIOException when there is no passage index in the folder
  public static PassageIndex open(Path folder, DatasetVersionId datasetVersionId) {
    try {
      return new PassageIndex(folder, datasetVersionId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// At most `limit` (>= 1) passages that share words with the question, best first.
  public List<RetrievedPassage> search(String question, int limit) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    Set<String> words = new LinkedHashSet<>(WordTokens.of(question).words());
    words.stream()
        .limit(MAX_QUERY_WORDS)
        .map(word -> new TermQuery(new Term(WORDS, word)))
        .forEach(term -> query.add(term, BooleanClause.Occur.SHOULD));
    try {
      List<RetrievedPassage> passages = new ArrayList<>();
      for (ScoreDoc hit : searcher.search(query.build(), limit).scoreDocs) {
        passages.add(passage(searcher.storedFields().document(hit.doc), hit.score));
      }
      return passages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RetrievedPassage passage(Document document, float score) {
    return new RetrievedPassage(
        RecordId.of(document.get("record")),
        datasetVersionId,
        Address.of(document.get("contributor")),
        Instant.parse(document.get("acceptedAt")),
        document.get("text"),
        score);
  }

  @Override
  public void close() {
    try (directory;
        reader) {
      // both are closed by leaving the block
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
