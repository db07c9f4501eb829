package org.datanet.demo.gradient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
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
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.datanet.attribution.text.WordTokens;

/// The words' own answer to who is alike: Lucene's BM25 with its usual settings.
final class Bm25 implements AutoCloseable {

  private static final String WORDS = "words";

  private final Directory directory = new ByteBuffersDirectory();
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  Bm25(List<Example> examples) {
    try {
      IndexWriterConfig config = new IndexWriterConfig(new StandardAnalyzer());
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (Example example : examples) {
          Document document = new Document();
          document.add(new TextField(WORDS, words(example.text()), Field.Store.NO));
          writer.addDocument(document);
        }
      }
      reader = DirectoryReader.open(directory);
      searcher = new IndexSearcher(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(String text) {
    return String.join(" ", WordTokens.of(text).words());
  }

  /// The score of every indexed example for the words of one.
  double[] scores(Example query) {
    return scores(query.text());
  }

  /// The score of every indexed example for the words of one's answer.
  double[] scoresOfAnswer(Example query) {
    return scores(query.answer());
  }

  private double[] scores(String text) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String word : new LinkedHashSet<>(WordTokens.of(text).words())) {
      any.add(new TermQuery(new Term(WORDS, word)), BooleanClause.Occur.SHOULD);
    }
    double[] scores = new double[reader.maxDoc()];
    try {
      for (ScoreDoc hit : searcher.search(any.build(), scores.length).scoreDocs) {
        scores[hit.doc] = hit.score;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scores;
  }

  @Override
  public void close() {
    try {
      reader.close();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
