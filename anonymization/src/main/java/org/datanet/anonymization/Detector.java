package org.datanet.anonymization;

import java.util.function.Consumer;

/// Finds personal data in one text. Stateless, thread-safe, and linear in the length of the text.
interface Detector {
  void find(Passage passage, Consumer<Candidate> found);
}
