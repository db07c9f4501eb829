package org.datanet.inference.engine;

import java.util.ArrayList;
import java.util.List;

/// Everything one generation reported.
record Outcome(List<String> pieces, GenerationEvent end) {

  static Outcome of(Generation generation) throws InterruptedException {
    List<String> pieces = new ArrayList<>();
    GenerationEvent event = generation.next();
    while (event instanceof GenerationEvent.Text text) {
      pieces.add(text.text());
      event = generation.next();
    }
    return new Outcome(pieces, event);
  }

  String text() {
    return String.join("", pieces);
  }
}
