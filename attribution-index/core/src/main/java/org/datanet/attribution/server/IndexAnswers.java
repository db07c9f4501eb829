package org.datanet.attribution.server;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.index.CurrentIndex;
import org.datanet.attribution.query.LocalSpans;
import org.datanet.attribution.query.SpanSearch;
import org.datanet.attribution.query.SpanSearch.WordCounts;
import org.datanet.attribution.server.Protocol.AttributionQuestion;
import org.datanet.attribution.server.Protocol.AttributionReply;
import org.datanet.attribution.server.Protocol.EarlierQuestion;
import org.datanet.attribution.server.Protocol.EarlierReply;
import org.datanet.attribution.server.Protocol.Question;
import org.datanet.attribution.server.Protocol.SourcesQuestion;
import org.datanet.attribution.server.Protocol.SourcesReply;
import org.datanet.attribution.server.Protocol.WordsReply;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.jspecify.annotations.Nullable;

/// Answers questions from one generation of an index each. Thread-safe.
@Singleton
class IndexAnswers {

  private static final DatasetVersionId UNNAMED = new DatasetVersionId(new UUID(0, 0));

  private final ServedIndexes indexes;
  private final MeterRegistry metrics;

  IndexAnswers(ServedIndexes indexes, MeterRegistry metrics) {
    this.indexes = indexes;
    this.metrics = metrics;
  }

  List<IndexStat> stats() {
    return indexes.names().stream().map(this::stat).toList();
  }

  IndexStat stat(String name) {
    try (CurrentIndex.Lease lease = indexes.acquire(name)) {
      return IndexStat.of(name, lease.index());
    }
  }

  WordsReply words(String name, byte[] body) {
    return search(name, new QuestionReader(body).words(), IndexAnswers::reply);
  }

  private static WordsReply reply(Hash digest, SpanSearch search) {
    WordCounts counts = search.wordCounts();
    return new WordsReply(
        digest, counts.corpusWords(), counts.occurrences(), search.longestMatches());
  }

  SourcesReply sources(String name, byte[] body) {
    SourcesQuestion question = new QuestionReader(body).sources();
    return search(
        name,
        question,
        (digest, search) ->
            new SourcesReply(digest, search.sources(question.parts(), question.limits())));
  }

  EarlierReply earlierParts(String name, byte[] body) {
    EarlierQuestion question = new QuestionReader(body).earlierParts();
    return search(
        name,
        question,
        (digest, search) ->
            new EarlierReply(digest, search.earlierParts(question.parts(), question.minWords())));
  }

  AttributionReply attribution(String name, byte[] body) {
    AttributionQuestion question = new QuestionReader(body).attribution();
    countWords(name, checkedSize(question.answer()));
    DatasetVersionId dataset = Objects.requireNonNullElse(question.datasetVersionId(), UNNAMED);
    try (CurrentIndex.Lease lease = indexes.acquire(name)) {
      return new AttributionReply(
          digest(name, lease.index(), question.digest()),
          Attributor.attribute(
              List.of(new DatasetIndex(dataset, lease.index())),
              List.of(),
              question.answer(),
              Objects.requireNonNullElseGet(
                  question.parameters(), AttributionParameters::defaults)));
    }
  }

  private static int checkedSize(String answer) {
    int size = WordTokens.of(answer).size();
    if (size > Protocol.MAX_WORDS) {
      throw QuestionReader.invalid(
          List.of(
              new FieldError(
                  "answer",
                  "expected is a text of at most " + Protocol.MAX_WORDS + " words, got " + size)));
    }
    return size;
  }

  private <T> T search(String name, Question question, BiFunction<Hash, SpanSearch, T> ask) {
    try (CurrentIndex.Lease lease = indexes.acquire(name)) {
      Hash digest = digest(name, lease.index(), question.digest());
      countWords(name, question.words().size());
      return ask.apply(digest, new LocalSpans(lease.index()).search(question.words()));
    }
  }

  private void countWords(String name, int words) {
    metrics.counter("datanet.attribution.words", "index", name).increment(words);
  }

  /// The digest of the generation that answers.
  private static Hash digest(String name, AttributionIndex index, @Nullable Hash expected) {
    Hash digest = index.digest();
    if (expected != null && !expected.equals(digest)) {
      throw new ProblemException(
          AttributionProblem.INDEX_CHANGED,
          "Index "
              + name
              + " is at generation "
              + index.generation()
              + " with the digest "
              + digest
              + ", asked for was "
              + expected
              + "; ask anew, or keep that generation in a folder of its own");
    }
    return digest;
  }
}
