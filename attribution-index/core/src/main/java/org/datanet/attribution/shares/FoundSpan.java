package org.datanet.attribution.shares;

import java.util.List;
import org.datanet.attribution.query.WordSpan;

/// A span before words are credited.
///
/// @param earners records that take the credit: accepted first; empty for boilerplate
/// @param others further records that hold the span
record FoundSpan(
    WordSpan words,
    SpanKind kind,
    long weight,
    int documents,
    List<Holder> earners,
    List<Holder> others) {

  /// Heavier first, then longer, then earlier in the answer.
  boolean betterThan(FoundSpan other) {
    if (weight != other.weight) {
      return weight > other.weight;
    }
    if (words.words() != other.words.words()) {
      return words.words() > other.words.words();
    }
    return words.from() < other.words.from();
  }
}
