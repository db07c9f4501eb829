package org.datanet.access.terms;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.Hash;

/// A consent or licence text in one language. Its hash is SHA-256 over the canonical JSON of the
/// other fields, so a text that somebody accepted can never change.
public record Term(
    Hash hash, Kind kind, String language, String title, String text, Set<Purpose> purposes) {

  /// JSON: `consent`, `licence`.
  public enum Kind {
    CONSENT,
    LICENCE;

    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A text as written, without its hash.
  record Draft(String kind, String language, String title, String text, TreeSet<String> purposes) {

    Term term() {
      Set<Purpose> covered = Set.copyOf(purposes.stream().map(Purpose::of).toList());
      Kind termKind = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
      return new Term(hash(), termKind, language, title, text, covered);
    }

    private Hash hash() {
      try {
        return Hash.sha256(CanonicalJson.bytes(new ObjectMapper().writeValueAsString(this)));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a record of strings is always JSON", e);
      }
    }
  }

  Draft draft() {
    TreeSet<String> codes = new TreeSet<>();
    purposes.forEach(purpose -> codes.add(purpose.code()));
    return new Draft(kind.code(), language, title, text, codes);
  }

  /// Whether the text still gives the hash.
  public boolean verify() {
    return draft().hash().equals(hash);
  }
}
