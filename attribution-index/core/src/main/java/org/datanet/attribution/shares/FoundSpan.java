package org.datanet.attribution.shares;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.datanet.attribution.query.WordSpan;

/// A span before words are credited.
///
/// @param documents records that hold it; for boilerplate, how often it occurs
/// @param acceptedAt when its first source was accepted; for boilerplate the end of time, within a
///   longer span the beginning
/// @param earners records that take the credit: accepted first; empty for boilerplate, and when the
///   first source was erased
/// @param others further records that hold the span
record FoundSpan(
    WordSpan words,
    SpanKind kind,
    long weight,
    int documents,
    Instant acceptedAt,
    List<Holder> earners,
    List<Holder> others) {

  static FoundSpan boilerplate(WordSpan words, long occurrences) {
    return new FoundSpan(
        words,
        SpanKind.BOILERPLATE,
        0,
        (int) Math.min(Integer.MAX_VALUE, occurrences),
        Instant.MAX,
        List.of(),
        List.of());
  }

  /// Boilerplate within a longer span: its words are nobody's.
  FoundSpan keepingItsWords() {
    return new FoundSpan(words, kind, weight, documents, Instant.MIN, earners, others);
  }

  /// Long spans come before short ones, so that an early phrase never takes a word of a later
  /// sentence. Of long ones the first accepted is better, of short ones the heavier.
  static Comparator<FoundSpan> bestFirst(int priorityWords) {
    Comparator<FoundSpan> heavier = Comparator.comparingLong(FoundSpan::weight).reversed();
    return Comparator.comparing((FoundSpan span) -> span.words.words() < priorityWords)
        .thenComparing(span -> span.words.words() < priorityWords ? Instant.MIN : span.acceptedAt)
        .thenComparing(heavier)
        .thenComparing(span -> -span.words.words())
        .thenComparing(span -> span.words.from());
  }
}
