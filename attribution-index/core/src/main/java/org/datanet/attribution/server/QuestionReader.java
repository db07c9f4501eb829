package org.datanet.attribution.server;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.query.WordSpan;
import org.datanet.attribution.server.Protocol.AttributionQuestion;
import org.datanet.attribution.server.Protocol.EarlierQuestion;
import org.datanet.attribution.server.Protocol.Question;
import org.datanet.attribution.server.Protocol.SourcesQuestion;
import org.datanet.attribution.server.Protocol.WordsQuestion;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.ProblemException.FieldError;
import org.jspecify.annotations.Nullable;

/// Reads the body of one question. Every fault is `index-request-invalid` with the field, what it
/// may hold and, when it is not JSON, where.
final class QuestionReader {

  private final byte[] body;
  private final List<FieldError> errors = new ArrayList<>();

  QuestionReader(byte[] body) {
    this.body = body;
  }

  WordsQuestion words() {
    WordsQuestion question = read(WordsQuestion.class);
    checkWords(question);
    return checked(question);
  }

  SourcesQuestion sources() {
    SourcesQuestion question = read(SourcesQuestion.class);
    if (checkWords(question)) {
      checkParts(question.parts(), part -> isPart(part, question));
    }
    check(
        question.limits() != null
            && question.limits().maxSources() >= 1
            && question.limits().maxContributors() >= 1,
        "limits",
        "an object with maxSources and maxContributors, each at least 1");
    return checked(question);
  }

  EarlierQuestion earlierParts() {
    EarlierQuestion question = read(EarlierQuestion.class);
    if (checkWords(question)) {
      checkParts(
          question.parts(),
          part -> part != null && part.acceptedAt() != null && isPart(part.words(), question));
    }
    check(
        question.minWords() >= 1 && question.minWords() <= 1_000,
        "minWords",
        "a number from 1 to 1000");
    return checked(question);
  }

  AttributionQuestion attribution() {
    AttributionQuestion question = read(AttributionQuestion.class);
    check(question.answer() != null, "answer", "the text of an answer");
    return checked(question);
  }

  private boolean checkWords(Question question) {
    List<String> words = question.words();
    return check(
        words != null
            && words.size() <= Protocol.MAX_WORDS
            && words.stream().allMatch(Objects::nonNull),
        "words",
        "an array of at most " + Protocol.MAX_WORDS + " strings");
  }

  private <T> void checkParts(@Nullable List<T> parts, Predicate<T> isPart) {
    check(
        parts != null && parts.size() <= Protocol.MAX_PARTS && parts.stream().allMatch(isPart),
        "parts",
        "an array of at most "
            + Protocol.MAX_PARTS
            + " parts; each goes from a word to a later one (from < to) and ends with the words"
            + " at the latest; for earlier parts it also has the time acceptedAt");
  }

  private static boolean isPart(@Nullable WordSpan part, Question question) {
    return part != null
        && part.from() >= 0
        && part.from() < part.to()
        && part.to() <= question.words().size();
  }

  private boolean check(boolean fits, String field, String expected) {
    if (!fits) {
      errors.add(new FieldError(field, "expected is " + expected));
    }
    return fits;
  }

  private <T> T checked(T question) {
    if (!errors.isEmpty()) {
      throw invalid(errors);
    }
    return question;
  }

  private <T> T read(Class<T> type) {
    try {
      T question = Protocol.JSON.readValue(body, type);
      if (question == null) {
        throw invalid(List.of(new FieldError("body", "expected is an object, got null")));
      }
      return question;
    } catch (JsonMappingException e) {
      throw e.getCause() instanceof JsonParseException
          ? notJson(e)
          : invalid(List.of(new FieldError(field(e), reason(e))));
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProblemException notJson(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return invalid(
        List.of(
            new FieldError(
                "body", "not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr())));
  }

  static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(
        AttributionProblem.INDEX_REQUEST_INVALID,
        errors.stream()
            .map(error -> error.field() + ": " + error.message())
            .collect(Collectors.joining("; ")),
        errors);
  }

  private static String field(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "body" : path;
  }

  private static String reason(JsonMappingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> "unknown field";
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          "not readable as " + mismatch.getTargetType().getSimpleName();
      default ->
          e.getCause() instanceof IllegalArgumentException cause
              ? String.valueOf(cause.getMessage())
              : e.getOriginalMessage();
    };
  }
}
