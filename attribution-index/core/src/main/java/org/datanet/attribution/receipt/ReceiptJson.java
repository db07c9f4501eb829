package org.datanet.attribution.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.datanet.kernel.CanonicalJson;

/// The one strict JSON mapping of receipts: unknown, missing and repeated fields are refused.
final class ReceiptJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private ReceiptJson() {}

  static byte[] write(Object value) {
    try {
      return CanonicalJson.bytes(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt is always JSON", e);
    }
  }

  /// @throws IOException naming what does not fit
  static <T> T read(byte[] json, Class<T> type) throws IOException {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  static JsonNode tree(byte[] json) throws IOException {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /// One line that names the field, without the parser's advice to programmers.
  private static IOException unreadable(JsonProcessingException e) {
    String line = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    return new IOException(
        line.replaceAll("; `DeserializationFeature.*| \\(class .*|; `StreamReadFeature.*", "")
            .replace("creator property", "field"),
        e);
  }
}
