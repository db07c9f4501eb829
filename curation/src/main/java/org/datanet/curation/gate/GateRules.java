package org.datanet.curation.gate;

import java.util.Set;

/// What one Datanet accepts.
///
/// @param acceptedTypes of `text`, `markdown`, `pdf`, `docx`, `html`, `csv`, `json`, `jsonl`,
///   `eml`, `image`
/// @param languages ISO 639-1 codes; empty: any language
/// @param maxBytes largest upload in bytes, as sent
public record GateRules(Set<String> acceptedTypes, Set<String> languages, long maxBytes) {

  public GateRules {
    acceptedTypes = Set.copyOf(acceptedTypes);
    languages = Set.copyOf(languages);
    if (maxBytes < 1) {
      throw new IllegalArgumentException("a Datanet accepts at least 1 byte, got: " + maxBytes);
    }
  }
}
