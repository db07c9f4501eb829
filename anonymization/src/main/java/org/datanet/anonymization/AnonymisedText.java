package org.datanet.anonymization;

import java.util.List;

/// One text after anonymisation: the output, and what was found in the input, in order and without
/// overlap.
public record AnonymisedText(String output, List<Span> spans) {

  public AnonymisedText {
    spans = List.copyOf(spans);
  }
}
