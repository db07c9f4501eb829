package org.datanet.attribution.shares;

import java.time.Instant;
import java.util.Comparator;
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

  /// Long spans come before short ones, so that an early phrase never takes a word of a later
  /// sentence. Of long ones the first accepted is better, of short ones the heavier.
  static Comparator<FoundSpan> bestFirst(int priorityWords) {
    Comparator<FoundSpan> heavier = Comparator.comparingLong(FoundSpan::weight).reversed();
    return Comparator.comparing((FoundSpan span) -> span.words.words() < priorityWords)
        .thenComparing(span -> span.words.words() < priorityWords ? Instant.MIN : span.acceptedAt())
        .thenComparing(heavier)
        .thenComparing(span -> -span.words.words())
        .thenComparing(span -> span.words.from());
  }

  Instant acceptedAt() {
    return earners.isEmpty() ? Instant.MAX : earners.getFirst().acceptedAt();
  }
}
