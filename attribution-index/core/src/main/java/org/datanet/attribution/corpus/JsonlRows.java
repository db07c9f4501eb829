package org.datanet.attribution.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;
import org.datanet.kernel.RecordId;
import org.jspecify.annotations.Nullable;

/// JSON Lines: an object a line; empty lines are left out, unknown fields refused.
final class JsonlRows implements CorpusRows {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Utf8Text.MAX_BYTES).build())
                  .build())
          .addModule(new JavaTimeModule())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final ByteLines lines;

  private record Line(
      @Nullable RecordId id,
      @JsonProperty("contributor") @Nullable String contributor,
      @Nullable String text,
      @Nullable Instant acceptedAt) {}

  JsonlRows(Path file) throws IOException {
    lines = new ByteLines(file);
  }

  @Override
  public @Nullable CorpusRow next() throws IOException {
    String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line == null ? null : row(line);
  }

  private CorpusRow row(String json) {
    try {
      Line line = JSON.readValue(json, Line.class);
      if (line == null || line.contributor == null || line.text == null) {
        throw malformed("needs the fields contributor and text");
      }
      if (line.acceptedAt != null
          && (line.acceptedAt.isBefore(Instant.EPOCH) || line.acceptedAt.isAfter(LATEST))) {
        throw malformed("has an acceptedAt outside the years 1970 to 9999");
      }
      return new CorpusRow(lines.place(), line.id, line.contributor, line.text, line.acceptedAt);
    } catch (JsonProcessingException e) {
      throw malformed(reason(e));
    }
  }

  private static String reason(JsonProcessingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException e ->
          "has the unknown field \"" + e.getPropertyName() + "\"";
      case JsonMappingException e when !e.getPath().isEmpty() ->
          "has no usable value in the field " + e.getPath().getLast().getFieldName();
      default ->
          "is no JSON object: " + failure.getOriginalMessage().lines().findFirst().orElse("");
    };
  }

  private ProblemException malformed(String what) {
    return new ProblemException(
        AttributionProblem.CORPUS_MALFORMED,
        lines.place()
            + " "
            + what
            + "; a line is {\"id\": UUID, \"contributor\": name or account, \"text\": …,"
            + " \"acceptedAt\": \"2026-01-31T12:00:00Z\"}, id and acceptedAt may be left out");
  }

  @Override
  public long bytes() {
    return lines.bytes();
  }

  @Override
  public long bytesRead() {
    return lines.bytesRead();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
