package org.datanet.anonymization;

import java.util.List;

/// The texts of a document after anonymisation, in the order given, and the report on them.
public record AnonymisedDocument(List<AnonymisedText> texts, PrivacyReport report) {

  public AnonymisedDocument {
    texts = List.copyOf(texts);
  }
}
