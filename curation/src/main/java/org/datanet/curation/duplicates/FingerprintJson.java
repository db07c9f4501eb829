package org.datanet.curation.duplicates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Fingerprints and verdicts as the JSON that travels to PostgreSQL.
@ApplicationScoped
class FingerprintJson {

  private record PartRow(int ordinal, String hash, String shingles, List<String> buckets) {}

  private final ObjectMapper json;

  FingerprintJson(ObjectMapper json) {
    this.json = json;
  }

  String parts(Fingerprint fingerprint) {
    return text(fingerprint.parts().stream().map(FingerprintJson::row).toList());
  }

  private static PartRow row(Fingerprint.Part part) {
    return new PartRow(
        part.ordinal(),
        part.textHash().hex(),
        Base64.getEncoder().encodeToString(part.shingles().bytes()),
        Arrays.stream(part.buckets()).mapToObj(Long::toString).toList());
  }

  String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  DuplicateVerdict verdict(String text) {
    try {
      return json.readValue(text, DuplicateVerdict.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
