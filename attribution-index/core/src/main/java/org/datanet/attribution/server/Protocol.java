package org.datanet.attribution.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import org.datanet.attribution.query.SpanSearch.DatedSpan;
import org.datanet.attribution.query.SpanSearch.Limits;
import org.datanet.attribution.query.SpanSearch.SpanSources;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException.FieldError;
import org.jspecify.annotations.Nullable;

/// What client and server send each other; the package says by which call.
final class Protocol {

  /// Most words of one call.
  static final int MAX_WORDS = 20_000;

  /// Most parts of one call.
  static final int MAX_PARTS = 10_000;

  static final String PROBLEM_PREFIX = "https://datanet.example/problems/";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Protocol() {}

  /// A question about the words of an answer.
  interface Question {

    /// The generation that shall answer; null: the latest.
    @Nullable Hash digest();

    List<String> words();
  }

  record WordsQuestion(@Nullable Hash digest, List<String> words) implements Question {}

  record WordsReply(Hash digest, long corpusWords, long[] occurrences, int[] longestMatches) {}

  record SourcesQuestion(
      @Nullable Hash digest, List<String> words, List<WordSpan> parts, Limits limits)
      implements Question {}

  record SourcesReply(Hash digest, List<SpanSources> parts) {}

  record EarlierQuestion(
      @Nullable Hash digest, List<String> words, List<DatedSpan> parts, int minWords)
      implements Question {}

  record EarlierReply(Hash digest, List<List<WordSpan>> parts) {}

  /// @param parameters null: the defaults
  /// @param datasetVersionId named in the shares; null: the zero id
  record AttributionQuestion(
      @Nullable Hash digest,
      String answer,
      @Nullable AttributionParameters parameters,
      @Nullable DatasetVersionId datasetVersionId) {}

  record AttributionReply(Hash digest, Attribution attribution) {}

  record Indexes(List<IndexStat> indexes) {}

  /// The JSON of a failure (RFC 9457).
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ProblemDocument(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      List<FieldError> errors) {}

  static byte[] bytes(Object message) {
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message is always JSON", e);
    }
  }
}
